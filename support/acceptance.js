// `npm run acceptance`: cucumber-js, except that a call it does not understand ends with its message alone and the exit code for a wrong call.
const argvParser = require('@cucumber/cucumber/lib/configuration/argv_parser').default;

// As in support/verdict/exit-codes.ts, which is not loaded before the call is understood.
const misconfigured = 2;

// Cucumber's parser ends the process itself for an unknown option; once a run has begun, its plugin decides.
process.once('exit', (code) => {
  if (code === 1) process.exitCode = misconfigured;
});

if (understood()) require('@cucumber/cucumber/lib/cli/run').default();

function understood() {
  try {
    argvParser.parse(process.argv);
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = misconfigured;
    return false;
  }
}
