// The rules for imports, for editors and `npx depcruise`; they are written in tools/check/import-rules.ts.
require('ts-node-cache/register');

module.exports = require('./tools/check/import-rules.ts').importRules;
