// Turns what was noted of the jobs into the records of a capacity run: their times, their classes, and the plateau.
import type { ObjectEvent } from '../../cluster/readings/events';
import type { CapacityJob, CapacityPlan, Plateau } from '../capacity-record';
import { aliveSpan, classify, type JobFacts } from './classes';
import type { JobTrack } from './job-track';
import { bestPlateau } from './plateau';

export interface JobRecordOptions {
  readonly plan: CapacityPlan;
  /** On the clock of `performance.now()`. */
  readonly startedAtMs: number;
  /** Milliseconds since the run began. */
  readonly endedMs: number;
  /** The run did not come to its own end. */
  readonly cutOff: boolean;
  /** By job id. */
  readonly events: ReadonlyMap<string, readonly ObjectEvent[]>;
}

/** Every job that was due, in exactly one class, and when the most of them were alive together. */
export function recordJobs(
  tracks: readonly JobTrack[],
  options: JobRecordOptions,
): { readonly jobs: readonly CapacityJob[]; readonly plateau: Plateau } {
  const { plan, endedMs, cutOff } = options;
  const facts = tracks.map((track) => factsOf(track, options));
  const spans = facts.flatMap(({ job }) => aliveSpan(job, endedMs) ?? []);
  const plateau = bestPlateau(spans, plan.plateauMs, endedMs);
  return {
    plateau,
    jobs: facts.map((each) => ({ ...each.job, ...classify(each, { plan, plateau, endedMs, cutOff }) })),
  };
}

function factsOf(track: JobTrack, { startedAtMs, events }: JobRecordOptions): JobFacts {
  const { number, dueAtMs, answer, callFailure, jobId, pod, answerProblem, portProblem, accepted } = track;
  const since = (atMs: number | undefined) => (atMs === undefined ? undefined : atMs - startedAtMs);
  const span = track.aliveSpan;
  const times = {
    askedMs: since(track.askedAtMs),
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
      ...present({ ...times, answer, callFailure, jobId, pod: pod?.reading() }),
      events: events.get(jobId ?? '') ?? [],
    },
    accepted,
    ...present({ answerProblem, portProblem }),
  };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without what is undefined. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
