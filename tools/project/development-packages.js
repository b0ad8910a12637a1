// Loaded before the commands for contributors: without the development packages they end with one line and exit code 2, not with a stack trace.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { devDependencies } = require('../../package.json');

const nodeModules = path.join(__dirname, '../../node_modules');
const missing = Object.keys(devDependencies).find((name) => !existsSync(path.join(nodeModules, name)));

if (missing !== undefined) {
  const command = process.env.npm_lifecycle_event;
  process.stderr.write(
    `npm run ${command} needs the development packages, and ${missing} is not installed: run \`npm ci\` without --omit=dev.\n`,
  );
  process.exit(2);
}
