// Runs the conformance program as the process of a real container.
import { conformanceProgram } from './conformance-program';

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

void conformanceProgram({
  args: process.argv.slice(2),
  env: Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])),
  log: (line) => process.stdout.write(`${line}\n`),
  signal: stopping.signal,
}).then((code) => {
  process.exitCode = code;
});
