// What reaches the process while no step waits for it: errors that nothing caught, and an output that nobody reads any more.
import { writeSync } from 'node:fs';
import { safeText } from '../redaction/known-secrets';
import { addRunProblem } from '../verdict';

/** From now on such an error does not end the process with jobs left and no reports: the run goes on, and is not accepted. */
export function hearStrayErrors(): void {
  process.on('uncaughtException', hearUncaught);
  // Node's own, of modules that are loaded by now.
  for (const listener of process.listeners('uncaughtException')) idle.add(listener);
  // `… | head -1` ends the reader, not the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Writes a line to stderr at once, also while the process ends; nobody may be there to read it. */
export function tell(text: string): void {
  try {
    writeSync(process.stderr.fd, `${text}\n`);
  } catch {
    // There is no other place to say it.
  }
}

/** Who listens while no step or hook waits. */
const idle = new Set<unknown>();

function hearUncaught(error: unknown): void {
  // While a step or hook waits Cucumber listens too, and lets that one fail.
  if (process.listeners('uncaughtException').some((listener) => !idle.has(listener))) return;
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  addRunProblem(safeText(`An error came up that no step or hook waited for: ${shown}`));
}
