// The server's own slots for jobs: it answers 429 or 503 and names capacity or slots.
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, formatNumber } from '../figures';
import type { Judge } from './cause';
import { quoteTexts } from './evidence';
import type { Facts } from './facts';
import { classifyRefusal, findRefused, isRefusedWithoutReason } from './refusals';

export const judgeSlots: Judge = (facts) => {
  const named = findRefused('slots', facts.missing).filter(isOverload);
  if (named.length > 0) return createFinding(named, true, facts);
  const bare = facts.missing.filter((job) => job.answer?.status === 429 && isRefusedWithoutReason(job));
  const throttled = facts.record.serverLog.some((line) => classifyRefusal(line) === 'throttling');
  if (bare.length > 0 && !throttled) return createFinding(bare, false, facts);
  const statuses = facts.missing.filter(isOverload).length;
  const seen =
    statuses === 0
      ? 'no job was answered 429 or 503'
      : `${formatGroupedCount(statuses, 'answer')} 429 or 503, none of them names capacity or slots`;
  return { because: seen };
};

function isOverload({ answer }: CapacityJob): boolean {
  return answer?.status === 429 || answer?.status === 503;
}

function createFinding(jobs: readonly CapacityJob[], isNamed: boolean, facts: Facts) {
  const { target } = facts.record.plan;
  const texts = jobs.map(({ answer }) => answer?.text ?? '');
  const limit = texts.map(readLimit).find((number) => number !== undefined);
  const short = jobs.length + facts.notDue;
  const statuses = [...new Set(jobs.map(({ answer }) => answer?.status))].sort().join(' and ');
  const refused = `${formatGroupedCount(jobs.length, 'job')} answered ${statuses}`;
  return {
    confidence: isNamed ? 'high' : 'low',
    jobs,
    summary: `Server slots used up: ${limit === undefined ? '' : `${formatNumber(limit)} of ${formatNumber(limit)} taken, `}${refused}${isNamed ? '' : ', without a reason'}`,
    evidence: quoteTexts(texts),
    immediateAction:
      limit === undefined
        ? `raise the number of jobs that the server allows by ${formatNumber(short)} to at least ${formatNumber(target)}`
        : `raise the server's limit from ${formatNumber(limit)} to ${formatGroupedCount(Math.max(target, limit + short), 'slot')} (${formatNumber(Math.max(target - limit, short))} more)`,
    nextStep: 'Find jobs of other users, or left over, that hold slots of the server.',
  } as const;
}

/** `150 of 150 slots`, `limit of 150`, `maximum number of jobs: 150`. */
function readLimit(text: string): number | undefined {
  const beginning = text.slice(0, 4_000);
  const match =
    /\bof (\d{1,6}) (slot|job|window|place)/i.exec(beginning) ??
    /\b(?:limit|max(?:imum)?)[^\d.;]{0,40}(\d{1,6})\b/i.exec(beginning);
  return match === null ? undefined : Number(match[1]);
}
