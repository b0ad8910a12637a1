// The track of one job in a capacity run, from when it is due until the run ends.
import { toMessage } from '../../common/errors';
import { FocusServerError } from '../../focus-server';
import type { Job } from '../../jobs/job';
import type { HeldStream } from '../../jobs/stream-channel';
import type { CapacityJob } from '../capacity-record';
import type { PodTrack } from './pod-track';

/** Times are on the clock of `performance.now()`. */
export class JobTrack {
  readonly number: number;
  readonly dueAtMs: number;
  sentAtMs: number | undefined;
  answeredAtMs: number | undefined;
  answer: CapacityJob['answer'];
  callFailure: CapacityJob['callFailure'];
  /** The request was never sent: every worker still waited for an answer. */
  unsent = false;
  jobId: string | undefined;
  job: Job | undefined;
  /** What is wrong with an answer that accepted the job. */
  answerProblem: string | undefined;
  pod: PodTrack | undefined;
  channel: HeldStream | undefined;
  answeringAtMs: number | undefined;
  channelBrokenAtMs: number | undefined;
  /** Why the port does not answer, or stopped answering. */
  portProblem: string | undefined;

  constructor(number: number, dueAtMs: number) {
    this.number = number;
    this.dueAtMs = dueAtMs;
  }

  /** Records that the call got no answer, or an unusable one. */
  recordFailure(error: unknown, atMs: number): void {
    this.answeredAtMs = atMs;
    const text = toMessage(error);
    if (error instanceof FocusServerError) this.callFailure = { kind: error.failure, text };
    else this.answerProblem = text;
  }

  get accepted(): boolean {
    return this.job !== undefined;
  }

  /** Whether the server refused the job. */
  get refused(): boolean {
    return this.answer !== undefined && this.jobId === undefined && this.answerProblem === undefined;
  }

  /** Whether it is Ready and answering now. */
  get alive(): boolean {
    return this.pod?.ready === true && this.channel !== undefined && this.channelBrokenAtMs === undefined;
  }

  /** Whether it cannot become alive any more. */
  get over(): boolean {
    const notAccepted = this.unsent || (this.answeredAtMs !== undefined && !this.accepted);
    return notAccepted || this.pod?.over === true || this.portProblem !== undefined;
  }

  /** The time during which it was alive, as far as is known. */
  get aliveSpan(): { readonly fromAtMs: number; readonly untilAtMs: number | undefined } | undefined {
    const { pod, answeringAtMs } = this;
    if (pod?.readyAtMs === undefined || answeringAtMs === undefined) return undefined;
    const ends = [pod.brokenAtMs, this.channelBrokenAtMs].filter((end) => end !== undefined);
    const fromAtMs = Math.max(pod.readyAtMs, answeringAtMs);
    return { fromAtMs, untilAtMs: ends.length === 0 ? undefined : Math.max(fromAtMs, Math.min(...ends)) };
  }
}
