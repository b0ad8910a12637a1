// Shows how far a capacity run is while it goes on: on a terminal one line that changes, elsewhere a line now and then.
import { formatTenths } from '../../common/wording';
import type { DriverProgress } from './driver';

/** What is written to, such as `process.stderr`. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const everyMs = 1_000;
/** Where lines stay, fewer of them say as much. */
const linesEveryMs = 5_000;

/** Writes until the returned function is called, which writes the last state. */
export function showProgress(stream: ProgressStream, progress: () => DriverProgress): () => void {
  const startedAtMs = performance.now();
  const terminal = stream.isTTY === true;
  const show = () => {
    const line = `  ${progressLine(progress(), performance.now() - startedAtMs)}`;
    stream.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, terminal ? everyMs : linesEveryMs);
  return () => {
    clearInterval(timer);
    show();
    if (terminal) stream.write('\n');
  };
}

/** Such as `3.2 s: 200 jobs due, 180 asked for, 150 accepted, 120 Ready, 110 alive, 2 failed`. */
export function progressLine(
  { due, asked, accepted, ready, alive, failed }: DriverProgress,
  elapsedMs: number,
): string {
  return `${formatTenths(elapsedMs)}: ${due} jobs due, ${asked} asked for, ${accepted} accepted, ${ready} Ready, ${alive} alive, ${failed} failed`;
}
