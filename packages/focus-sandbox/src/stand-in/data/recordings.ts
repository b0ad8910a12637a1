// The recordings that the stand-in reports: three, the last of them still running.

/** Start and end in epoch seconds; the end is -1 while the recording runs. */
export type Recording = readonly [start: number, end: number];

const running = -1;

/** The recordings of a server that was started at `startedAt` (epoch seconds), oldest first, with gaps between them. */
export function makeRecordings(startedAt: number): Recording[] {
  return [
    [startedAt - 7_200, startedAt - 5_400],
    [startedAt - 3_600, startedAt - 2_700],
    [startedAt - 600, running],
  ];
}

/** Those that have at least one second in the range. */
export function findOverlapping(recordings: readonly Recording[], start: number, end: number): Recording[] {
  return recordings.filter(([from, to]) => from < end && (to === running || to > start));
}
