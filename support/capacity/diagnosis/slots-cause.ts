// The server's own places for jobs: it answers 429 or 503 and speaks of capacity or slots.
import type { CapacityJob } from '../capacity-record';
import { countText, numberText } from '../figures';
import type { Judge } from './cause';
import { quotes } from './evidence';
import type { Facts } from './facts';
import { isRefusedWithoutReason, refusalKind, refusedFor } from './refusals';

export const judgeSlots: Judge = (facts) => {
  const named = refusedFor('slots', facts.missing).filter(isOverload);
  if (named.length > 0) return findingOf(named, true, facts);
  const bare = facts.missing.filter((job) => job.answer?.status === 429 && isRefusedWithoutReason(job));
  const throttled = facts.record.serverLog.some((line) => refusalKind(line) === 'throttling');
  if (bare.length > 0 && !throttled) return findingOf(bare, false, facts);
  const statuses = facts.missing.filter(isOverload).length;
  const seen =
    statuses === 0
      ? 'no job was answered 429 or 503'
      : `${countText(statuses, 'answer')} 429 or 503, none names capacity or slots`;
  return { because: seen };
};

function isOverload({ answer }: CapacityJob): boolean {
  return answer?.status === 429 || answer?.status === 503;
}

function findingOf(jobs: readonly CapacityJob[], isNamed: boolean, facts: Facts) {
  const { target } = facts.record.plan;
  const texts = jobs.map(({ answer }) => answer?.text ?? '');
  const limit = texts.map(limitIn).find((number) => number !== undefined);
  const short = jobs.length + facts.notDue;
  const statuses = [...new Set(jobs.map(({ answer }) => answer?.status))].sort().join(' and ');
  const refused = `${countText(jobs.length, 'job')} answered ${statuses}`;
  return {
    confidence: isNamed ? 'high' : 'low',
    jobs,
    summary: `Server slots used up: ${limit === undefined ? '' : `${numberText(limit)} of ${numberText(limit)} taken, `}${refused}${isNamed ? '' : ', which names no reason'}`,
    evidence: quotes(texts),
    immediateAction:
      limit === undefined
        ? `raise the number of jobs that the server allows by ${numberText(short)} to at least ${numberText(target)}`
        : `raise the server's limit from ${numberText(limit)} to ${countText(Math.max(target, limit + short), 'slot')} (${numberText(Math.max(target - limit, short))} more)`,
    nextStep: 'Look for jobs of others, or left over, that hold slots of the server.',
  } as const;
}

/** `150 of 150 slots`, `limit of 150`, `maximum number of jobs: 150`. */
function limitIn(text: string): number | undefined {
  const beginning = text.slice(0, 4_000);
  const match =
    /\bof (\d{1,6}) (slot|job|window|place)/i.exec(beginning) ??
    /\b(?:limit|max(?:imum)?)[^\d.;]{0,40}(\d{1,6})\b/i.exec(beginning);
  return match === null ? undefined : Number(match[1]);
}
