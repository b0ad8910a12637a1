// Errors that reach the process outside a step: uncaught errors, and an output stream that was closed by its reader.
import { writeSync } from 'node:fs';
import { toSafeText } from '../redaction/known-secrets';
import { addRunProblem } from '../verdict';

/** From now on such an error does not end the process, which would leave jobs behind and write no reports: the run continues, and is not accepted. */
export function catchStrayErrors(): void {
  process.on('uncaughtException', noteUncaught);
  // Listeners of Node.js and of modules that are loaded by now.
  for (const listener of process.listeners('uncaughtException')) idle.add(listener);
  // `npm run acceptance | head -1` ends the reader, not the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Writes a line to stderr synchronously, also while the process ends. */
export function printLine(text: string): void {
  try {
    writeSync(process.stderr.fd, `${text}\n`);
  } catch {
    // The reader is gone, and there is no other output.
  }
}

/** The listeners that are present even while no step or hook runs. */
const idle = new Set<unknown>();

function noteUncaught(error: unknown): void {
  // While a step or hook runs, Cucumber listens too, and lets that one fail.
  if (process.listeners('uncaughtException').some((listener) => !idle.has(listener))) return;
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  addRunProblem(toSafeText(`An error occurred outside of every step and hook: ${shown}`));
}
