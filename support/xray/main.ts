// `npm run xray`: features, results, plans and status between this project and Xray.
import { runCommand } from './run-command';

// A reader that has ended, such as `head`, must not end an import.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void runCommand({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  writeLine: (line) => process.stdout.write(`${line}\n`),
  writeError: (line) => process.stderr.write(`${line}\n`),
}).then((code) => {
  process.exitCode = code;
});
