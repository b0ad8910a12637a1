// What the server reports about itself: the source of investigations that it must accept or refuse.
import { expectRecordings } from './answers';
import type { FocusServerClient } from './client';
import type { Recording } from './contract';
import { readLimits, type ServerLimits } from './investigation';

/** Times are epoch seconds, frequencies Hz. */
export interface ServerFacts {
  readonly limits: ServerLimits;
  /** The recordings of the last 30 days, oldest first. */
  readonly recordings: readonly Recording[];
  /** The time at which the facts were read, on the clock of this machine. */
  readonly now: number;
}

const lookBackSeconds = 30 * 24 * 3_600;

/** Reads limits and recordings from the server. @throws UnexpectedAnswerError, FocusServerError */
export async function readFacts(client: FocusServerClient, signal: AbortSignal): Promise<ServerFacts> {
  const now = Math.floor(Date.now() / 1_000);
  const [limits, recordings] = await Promise.all([
    readLimits(client, signal),
    client.getRecordings({ start: now - lookBackSeconds, end: now }, signal),
  ]);
  const oldestFirst = expectRecordings(recordings).sort((left, right) => left.start - right.start);
  return { limits, recordings: oldestFirst, now };
}

/** A minute, at most, from the start of the longest recording that has ended. */
export function findRecordedMinute({ recordings }: ServerFacts): Required<Recording> | undefined {
  const ended = recordings.flatMap(({ start, end }) => (end === undefined ? [] : [{ start, end }]));
  const longest = ended.sort((left, right) => right.end - right.start - (left.end - left.start))[0];
  return longest && { start: longest.start, end: Math.min(longest.start + 60, longest.end) };
}

/** The recording that is still running. */
export function findRunningRecording({ recordings }: ServerFacts): Recording | undefined {
  return recordings.find(({ end }) => end === undefined);
}
