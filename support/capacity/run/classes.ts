// In which one class each job of a capacity run is, and why, in a sentence.
import { formatTenths } from '../../common/wording';
import type { CapacityJob, CapacityPlan, JobClass, Plateau } from '../capacity-record';
import { type AliveSpan, spans } from './plateau';

/** A job with what decides its class beside its times. */
export interface JobFacts {
  readonly job: Omit<CapacityJob, 'class' | 'reason'>;
  readonly accepted: boolean;
  /** What is wrong with the answer. */
  readonly answerProblem?: string;
  /** Why the port does not answer, or answers no more. */
  readonly portProblem?: string;
}

export interface ClassContext {
  readonly plan: Pick<CapacityPlan, 'workers' | 'plateauMs' | 'aliveWithinMs'>;
  readonly plateau: Plateau;
  readonly endedMs: number;
  /** The run did not come to its own end. */
  readonly cutOff: boolean;
}

interface Class {
  readonly class: JobClass;
  readonly reason: string;
}

/** The class of a job; every job has exactly one. */
export function classify(facts: JobFacts, context: ClassContext): Class {
  if (!facts.accepted) return classOfUnaccepted(facts, context);
  const span = aliveSpan(facts.job, context.endedMs);
  if (span === undefined) return classOfNeverAlive(facts, context);
  if (context.plateau.alive > 0 && spans(span, context.plateau, context.plan.plateauMs)) {
    return { class: 'alive', reason: '' };
  }
  if (facts.job.aliveUntilMs === undefined) {
    const late = formatTenths(span.fromMs - context.plateau.fromMs);
    return { class: 'pending', reason: `it came alive ${late} after the plateau had begun` };
  }
  return { ...endOf(facts), reason: `after ${formatTenths(span.untilMs - span.fromMs)} alive, ${endOf(facts).reason}` };
}

/** From when to when a job was alive; undefined when it never was. */
export function aliveSpan(
  { aliveFromMs, aliveUntilMs }: Pick<CapacityJob, 'aliveFromMs' | 'aliveUntilMs'>,
  endedMs: number,
): AliveSpan | undefined {
  if (aliveFromMs === undefined) return undefined;
  return { fromMs: aliveFromMs, untilMs: aliveUntilMs ?? endedMs };
}

function classOfUnaccepted({ job, answerProblem }: JobFacts, { plan, endedMs, cutOff }: ClassContext): Class {
  const { askedMs, answeredMs, answer, callFailure } = job;
  if (callFailure !== undefined) return { class: 'lost', reason: callFailure.text };
  if (answerProblem !== undefined) return { class: 'failed', reason: answerProblem };
  if (answer !== undefined) return { class: 'refused', reason: `it was answered ${answer.status}: ${answer.text}` };
  const waited = formatTenths((answeredMs ?? endedMs) - job.dueMs);
  if (askedMs !== undefined) return { class: 'lost', reason: `no answer had come ${waited} after it was due` };
  if (cutOff) return { class: 'lost', reason: 'the run was cut off before its request was sent' };
  return {
    class: 'lost',
    reason: `its request was not sent: ${waited} after it was due all ${plan.workers} workers still waited for answers`,
  };
}

function classOfNeverAlive(facts: JobFacts, { plan }: ClassContext): Class {
  const { pod, readySeenMs, brokenSeenMs } = facts.job;
  if (readySeenMs !== undefined && brokenSeenMs !== undefined) {
    const silent = `its port did not answer in the ${formatTenths(brokenSeenMs - readySeenMs)} that its pod was Ready`;
    return { ...endOf(facts), reason: `${silent}; then ${endOf(facts).reason}` };
  }
  if (pod?.vanished || pod?.end !== undefined || pod?.phase === 'Failed' || pod?.phase === 'Succeeded')
    return endOf(facts);
  if (facts.portProblem !== undefined) return { class: 'failed', reason: facts.portProblem };
  const within = `within ${formatTenths(plan.aliveWithinMs)}`;
  if (readySeenMs !== undefined) return { class: 'pending', reason: `its port did not answer ${within}` };
  if (pod === undefined)
    return { class: 'pending', reason: `no pod was made for it ${within}${lastWarning(facts.job)}` };
  const trouble = pod.trouble ?? `it was ${pod.phase}`;
  return {
    class: 'pending',
    reason: `its pod was not Ready ${within}: ${trouble}${pod.trouble ? '' : lastWarning(facts.job)}`,
  };
}

/** How a job ended that was, or might have become, alive. */
function endOf({ job, portProblem }: JobFacts): Class {
  const { pod } = job;
  if (pod?.end !== undefined) {
    return { class: 'failed', reason: `its container ended: ${pod.end.reason}, exit code ${pod.end.exitCode}` };
  }
  if (pod?.phase === 'Failed' || pod?.phase === 'Succeeded') {
    return { class: 'failed', reason: `its pod ended: ${pod.trouble ?? pod.phase}` };
  }
  if (pod?.vanished) return { class: 'lost', reason: 'its pod was taken away, though nobody of this run cancelled it' };
  return {
    class: 'failed',
    reason: portProblem ?? `its pod was no longer Ready: ${pod?.trouble ?? 'no reason given'}`,
  };
}

function lastWarning({ events }: Pick<CapacityJob, 'events'>): string {
  const warning = events.findLast(({ type }) => type === 'Warning');
  return warning === undefined ? '' : ` (${warning.reason}: ${warning.message})`;
}
