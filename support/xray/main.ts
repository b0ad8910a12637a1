// `npm run xray`: features, results, plans and status between this project and Xray.
import { runCommand } from './run-command';

void runCommand({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  writeLine: (line) => process.stdout.write(`${line}\n`),
  writeError: (line) => process.stderr.write(`${line}\n`),
}).then((code) => {
  process.exitCode = code;
});
