// The Kubernetes API holds calls back: in the words of answers, of events and of the server's log.
import type { CapacityJob } from '../capacity-record';
import { countText, durationText, numberText } from '../figures';
import type { Confidence, Judge } from './cause';
import { quotes } from './evidence';
import type { Facts } from './facts';
import { isRefusedWithoutReason, refusalKind, refusalTexts, refusedFor } from './refusals';

export const judgeThrottling: Judge = (facts) => {
  const named = refusedFor('throttling', facts.missing);
  if (named.length > 0) return findingOf(named, 'high', facts);
  const indirect = facts.missing.filter((job) => isRefusedWithoutReason(job) || job.callFailure?.kind === 'silent');
  if (indirect.length > 0 && throttledLines(facts).length > 0) return findingOf(indirect, 'medium', facts);
  const { calls, throttled } = facts.record.apiCalls;
  return {
    because: `no answer names it, ${numberText(throttled)} of ${countText(calls, 'call')} of the suite itself were throttled`,
  };
};

function findingOf(jobs: readonly CapacityJob[], confidence: Confidence, facts: Facts) {
  const { calls, throttled } = facts.record.apiCalls;
  const answers = jobs.flatMap(refusalTexts).filter((text) => refusalKind(text) === 'throttling');
  const own = `${numberText(throttled)} of ${countText(calls, 'call')} of the suite itself were throttled`;
  const short = jobs.length + facts.notDue;
  return {
    confidence,
    jobs,
    summary: `Kubernetes API throttles: ${countText(jobs.length, 'job')} not made because calls were answered 429`,
    evidence: [...quotes(answers), ...quotes(throttledLines(facts)).map((line) => `server's log: ${line}`), own],
    immediateAction: `let the Kubernetes API take the calls of ${countText(short, 'more job', 'more jobs')}: ${rateOf(facts)}; raise the limits of the Focus Server's flow (FlowSchema and PriorityLevelConfiguration), or its client's qps and burst`,
    nextStep: 'See the metric apiserver_flowcontrol_rejected_requests_total for the priority level that rejects.',
  };
}

function throttledLines({ record }: Facts): string[] {
  return record.serverLog.filter((line) => refusalKind(line) === 'throttling');
}

function rateOf({ record: { jobs } }: Facts): string {
  const asked = jobs.flatMap(({ askedMs }) => askedMs ?? []);
  const tookMs = Math.max(...asked, 0) - Math.min(...asked, Number.MAX_SAFE_INTEGER);
  return `${countText(asked.length, 'job')} were asked for within ${durationText(Math.max(tookMs, 0))}`;
}
