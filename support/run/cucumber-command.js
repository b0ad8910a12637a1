// The command line of Cucumber, which the package does not export: its parser of arguments, and what `cucumber-js` runs.

/** Parses arguments such as `process.argv`; throws an Error when a value is wrong, and ends the process when an option is unknown. */
exports.parseArguments = (argv) => require('@cucumber/cucumber/lib/configuration/argv_parser').default.parse(argv);

/** Runs the command line of this process. */
exports.runCommand = () => require('@cucumber/cucumber/lib/cli/run').default();
