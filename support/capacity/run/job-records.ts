// Converts the tracks of the jobs to the records of a capacity run: their times, their classes, and the plateau.
import type { ObjectEvent } from '../../cluster/readings/events';
import type { CapacityJob, CapacityPlan, Plateau } from '../capacity-record';
import { classify, findAliveSpan, type JobFacts } from './classes';
import type { JobTrack } from './job-track';
import { findBestPlateau } from './plateau';

export interface JobRecordOptions {
  readonly plan: CapacityPlan;
  /** On the clock of `performance.now()`. */
  readonly startedAtMs: number;
  /** Milliseconds since the start of the run. */
  readonly endedMs: number;
  /** The run was interrupted. */
  readonly cutOff: boolean;
  /** By job id. */
  readonly events: ReadonlyMap<string, readonly ObjectEvent[]>;
}

/** Every job that was due, in exactly one class, and the plateau. */
export function recordJobs(
  tracks: readonly JobTrack[],
  options: JobRecordOptions,
): { readonly jobs: readonly CapacityJob[]; readonly plateau: Plateau } {
  const { plan, endedMs, cutOff } = options;
  const facts = tracks.map((track) => toFacts(track, options));
  const spans = facts.flatMap(({ job }) => findAliveSpan(job, endedMs) ?? []);
  const plateau = findBestPlateau(spans, plan.plateauMs, endedMs);
  return {
    plateau,
    jobs: facts.map((each) => ({ ...each.job, ...classify(each, { plan, plateau, endedMs, cutOff }) })),
  };
}

function toFacts(track: JobTrack, { startedAtMs, events }: JobRecordOptions): JobFacts {
  const { number, dueAtMs, answer, callFailure, jobId, pod, answerProblem, portProblem, accepted } = track;
  const since = (atMs: number | undefined) => (atMs === undefined ? undefined : atMs - startedAtMs);
  const span = track.aliveSpan;
  const times = {
    sentMs: since(track.sentAtMs),
    answeredMs: since(track.answeredAtMs),
    podSeenMs: since(pod?.seenAtMs),
    scheduledSeenMs: since(pod?.scheduledAtMs),
    startedSeenMs: since(pod?.startedAtMs),
    readySeenMs: since(pod?.readyAtMs),
    brokenSeenMs: since(pod?.brokenAtMs),
    answeringMs: since(track.answeringAtMs),
    aliveFromMs: since(span?.fromAtMs),
    aliveUntilMs: since(span?.untilAtMs),
  };
  return {
    job: {
      number,
      dueMs: dueAtMs - startedAtMs,
      ...removeUndefined({ ...times, answer, callFailure, jobId, pod: pod?.readState() }),
      events: events.get(jobId ?? '') ?? [],
    },
    accepted,
    ...removeUndefined({ answerProblem, portProblem }),
  };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The same values without undefined ones. */
function removeUndefined<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
