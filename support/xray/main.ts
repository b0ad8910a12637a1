// `npm run xray`: features, results, plans and status between this project and Xray.
import { ignoreClosedOutput } from '../common/closed-output';
import { runCommand } from './run-command';

ignoreClosedOutput();
void runCommand({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  writeLine: (line) => process.stdout.write(`${line}\n`),
  writeError: (line) => process.stderr.write(`${line}\n`),
}).then((code) => {
  process.exitCode = code;
});
