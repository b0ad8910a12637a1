// Shows the progress of a capacity run: on a terminal one line that changes, elsewhere a line from time to time.
import { formatTenths } from '../../common/wording';
import type { DriverProgress } from './driver';

/** The output, such as `process.stderr`. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const everyMs = 1_000;
/** Where every line stays, fewer lines are enough. */
const linesEveryMs = 5_000;

/** Writes until the returned function is called; that writes the final state. */
export function showProgress(stream: ProgressStream, progress: () => DriverProgress): () => void {
  const startedAtMs = performance.now();
  const terminal = stream.isTTY === true;
  const show = () => {
    const line = `  ${formatProgress(progress(), performance.now() - startedAtMs)}`;
    stream.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, terminal ? everyMs : linesEveryMs);
  return () => {
    clearInterval(timer);
    show();
    if (terminal) stream.write('\n');
  };
}

/** Such as `3.2 s: 200 jobs due, 180 sent, 150 accepted, 120 Ready, 110 alive, 2 failed`. */
export function formatProgress(
  { due, sent, accepted, ready, alive, failed }: DriverProgress,
  elapsedMs: number,
): string {
  return `${formatTenths(elapsedMs)}: ${due} jobs due, ${sent} sent, ${accepted} accepted, ${ready} Ready, ${alive} alive, ${failed} failed`;
}
