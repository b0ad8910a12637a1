// The Kubernetes API throttles calls, according to answers, events and the server's log.
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, formatMeasuredTime, formatNumber } from '../figures';
import type { Confidence, Judge } from './cause';
import { quoteTexts } from './evidence';
import type { Facts } from './facts';
import { classifyRefusal, findRefused, isRefusedWithoutReason, listRefusalTexts } from './refusals';

export const judgeThrottling: Judge = (facts) => {
  const named = findRefused('throttling', facts.missing);
  if (named.length > 0) return createFinding(named, 'high', facts);
  const indirect = facts.missing.filter((job) => isRefusedWithoutReason(job) || job.callFailure?.kind === 'silent');
  if (indirect.length > 0 && listThrottledLines(facts).length > 0) return createFinding(indirect, 'medium', facts);
  const { calls, throttled } = facts.record.apiCalls;
  return {
    because: `no answer names it, ${formatNumber(throttled)} of ${formatGroupedCount(calls, 'call')} of the suite itself were throttled`,
  };
};

function createFinding(jobs: readonly CapacityJob[], confidence: Confidence, facts: Facts) {
  const { calls, throttled } = facts.record.apiCalls;
  const answers = jobs.flatMap(listRefusalTexts).filter((text) => classifyRefusal(text) === 'throttling');
  const own = `${formatNumber(throttled)} of ${formatGroupedCount(calls, 'call')} of the suite itself were throttled`;
  const short = jobs.length + facts.notDue;
  return {
    confidence,
    jobs,
    summary: `Kubernetes API throttles: ${formatGroupedCount(jobs.length, 'job')} not created because calls were answered 429`,
    evidence: [
      ...quoteTexts(answers),
      ...quoteTexts(listThrottledLines(facts)).map((line) => `server's log: ${line}`),
      own,
    ],
    immediateAction: `let the Kubernetes API take the calls of ${formatGroupedCount(short, 'more job', 'more jobs')}: ${describeRate(facts)}; raise the limits of the Focus Server's flow (FlowSchema and PriorityLevelConfiguration), or its client's qps and burst`,
    nextStep: 'See the metric apiserver_flowcontrol_rejected_requests_total for the priority level that rejects.',
  };
}

function listThrottledLines({ record }: Facts): string[] {
  return record.serverLog.filter((line) => classifyRefusal(line) === 'throttling');
}

function describeRate({ record: { jobs } }: Facts): string {
  const sent = jobs.flatMap(({ sentMs }) => sentMs ?? []);
  const tookMs = Math.max(...sent, 0) - Math.min(...sent, Number.MAX_SAFE_INTEGER);
  return `${formatGroupedCount(sent.length, 'job')} were requested within ${formatMeasuredTime(Math.max(tookMs, 0))}`;
}
