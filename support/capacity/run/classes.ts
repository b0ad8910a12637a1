// Assigns each job of a capacity run to one class, with the reason in one sentence.
import { formatTenths } from '../../common/wording';
import type { CapacityJob, CapacityPlan, JobClass, Plateau } from '../capacity-record';
import { type AliveSpan, spans } from './plateau';

/** A job with the facts that decide its class. */
export interface JobFacts {
  readonly job: Omit<CapacityJob, 'class' | 'reason'>;
  readonly accepted: boolean;
  /** What is wrong with the answer. */
  readonly answerProblem?: string;
  /** Why the port does not answer, or stopped answering. */
  readonly portProblem?: string;
}

export interface ClassContext {
  readonly plan: Pick<CapacityPlan, 'workers' | 'plateauMs' | 'aliveWithinMs'>;
  readonly plateau: Plateau;
  readonly endedMs: number;
  /** The run was interrupted. */
  readonly cutOff: boolean;
}

interface Class {
  readonly class: JobClass;
  readonly reason: string;
}

/** The class of a job; every job has exactly one. */
export function classify(facts: JobFacts, context: ClassContext): Class {
  if (!facts.accepted) return classifyUnaccepted(facts, context);
  const span = findAliveSpan(facts.job, context.endedMs);
  if (span === undefined) return classifyNeverAlive(facts, context);
  if (context.plateau.alive > 0 && spans(span, context.plateau, context.plan.plateauMs)) {
    return { class: 'alive', reason: '' };
  }
  if (facts.job.aliveUntilMs === undefined) {
    const late = formatTenths(span.fromMs - context.plateau.fromMs);
    return { class: 'pending', reason: `it was alive only ${late} after the start of the plateau` };
  }
  return {
    ...classifyEnded(facts),
    reason: `after ${formatTenths(span.untilMs - span.fromMs)} alive, ${classifyEnded(facts).reason}`,
  };
}

/** The time during which a job was alive; undefined if it never was. */
export function findAliveSpan(
  { aliveFromMs, aliveUntilMs }: Pick<CapacityJob, 'aliveFromMs' | 'aliveUntilMs'>,
  endedMs: number,
): AliveSpan | undefined {
  if (aliveFromMs === undefined) return undefined;
  return { fromMs: aliveFromMs, untilMs: aliveUntilMs ?? endedMs };
}

function classifyUnaccepted({ job, answerProblem }: JobFacts, { plan, endedMs, cutOff }: ClassContext): Class {
  const { sentMs, answeredMs, answer, callFailure } = job;
  if (callFailure !== undefined) return { class: 'lost', reason: callFailure.text };
  if (answerProblem !== undefined) return { class: 'failed', reason: answerProblem };
  if (answer !== undefined) return { class: 'refused', reason: `it was answered ${answer.status}: ${answer.text}` };
  const waited = formatTenths((answeredMs ?? endedMs) - job.dueMs);
  if (sentMs !== undefined) return { class: 'lost', reason: `there was no answer ${waited} after it was due` };
  if (cutOff) return { class: 'lost', reason: 'the run was cut off before its request was sent' };
  return {
    class: 'lost',
    reason: `its request was not sent: ${waited} after it was due all ${plan.workers} workers still waited for answers`,
  };
}

function classifyNeverAlive(facts: JobFacts, { plan }: ClassContext): Class {
  const { pod, readySeenMs, brokenSeenMs } = facts.job;
  if (readySeenMs !== undefined && brokenSeenMs !== undefined) {
    const silent = `its port did not answer in the ${formatTenths(brokenSeenMs - readySeenMs)} that its pod was Ready`;
    return { ...classifyEnded(facts), reason: `${silent}; then ${classifyEnded(facts).reason}` };
  }
  if (pod?.vanished || pod?.end !== undefined || pod?.phase === 'Failed' || pod?.phase === 'Succeeded')
    return classifyEnded(facts);
  if (facts.portProblem !== undefined) return { class: 'failed', reason: facts.portProblem };
  const within = `within ${formatTenths(plan.aliveWithinMs)}`;
  if (readySeenMs !== undefined) return { class: 'pending', reason: `its port did not answer ${within}` };
  if (pod === undefined)
    return { class: 'pending', reason: `no pod was created for it ${within}${describeLastWarning(facts.job)}` };
  const trouble = pod.trouble ?? `it was ${pod.phase}`;
  return {
    class: 'pending',
    reason: `its pod was not Ready ${within}: ${trouble}${pod.trouble ? '' : describeLastWarning(facts.job)}`,
  };
}

/** The class of a job that is not alive any more, or cannot become alive. */
function classifyEnded({ job, portProblem }: JobFacts): Class {
  const { pod } = job;
  if (pod?.end !== undefined) {
    return { class: 'failed', reason: `its container ended: ${pod.end.reason}, exit code ${pod.end.exitCode}` };
  }
  if (pod?.phase === 'Failed' || pod?.phase === 'Succeeded') {
    return { class: 'failed', reason: `its pod ended: ${pod.trouble ?? pod.phase}` };
  }
  if (pod?.vanished) return { class: 'lost', reason: 'its pod was deleted, although this run did not cancel it' };
  return {
    class: 'failed',
    reason: portProblem ?? `its pod was no longer Ready: ${pod?.trouble ?? 'no reason given'}`,
  };
}

function describeLastWarning({ events }: Pick<CapacityJob, 'events'>): string {
  const warning = events.findLast(({ type }) => type === 'Warning');
  return warning === undefined ? '' : ` (${warning.reason}: ${warning.message})`;
}
