// A ResourceQuota that is used up, according to answers, events and the server's log.
import type { CapacityJob, CapacityQuota } from '../capacity-record';
import { formatAmount, formatBareAmount, formatGroupedCount, toQuotable } from '../figures';
import type { Confidence, Finding, Judge } from './cause';
import { findPerJob } from './demand';
import { quoteTexts } from './evidence';
import type { Facts } from './facts';
import { type QuotaMessage, readQuotaMessage } from './quota-message';
import { classifyRefusal, isRefusedWithoutReason, listRefusalTexts } from './refusals';

interface Evidence {
  readonly jobs: readonly CapacityJob[];
  /** The texts that name the quota. */
  readonly texts: readonly string[];
  readonly confidence: Confidence;
}

export const judgeQuota: Judge = (facts) => {
  const texts = new Map(facts.missing.map((job) => [job, listTexts(job)]));
  const jobs = facts.missing.filter((job) => (texts.get(job) ?? []).length > 0);
  if (jobs.length > 0) return createFinding({ jobs, texts: [...texts.values()].flat(), confidence: 'high' }, facts);
  const logged = facts.record.serverLog.filter(namesQuota);
  const silent = facts.missing.filter(isRefusedWithoutReason);
  if (logged.length === 0 || silent.length === 0) return { because: describeClearance(facts.record.quotas) };
  return createFinding({ jobs: silent, texts: logged, confidence: 'medium' }, facts);
};

function listTexts(job: CapacityJob): string[] {
  return listRefusalTexts(job).filter(namesQuota);
}

function namesQuota(text: string): boolean {
  return classifyRefusal(text) === 'quota';
}

function createFinding({ jobs, texts, confidence }: Evidence, facts: Facts): Finding {
  const need = { refused: jobs.length, short: countShort(jobs, facts) };
  const [first, ...others] = texts.flatMap((text) => readQuotaMessage(text) ?? []);
  return {
    confidence,
    jobs,
    ...(first === undefined ? describeUnnamed(need, facts) : describeNamed([first, ...others], need, facts)),
    evidence: [
      ...quoteTexts(texts),
      ...facts.record.quotas.map((quota) => `at the end, ${describeShares(quota)} used`),
    ],
    nextStep: 'See "kubectl describe quota" for what uses the rest of it.',
  };
}

interface Need {
  readonly refused: number;
  /** The number of jobs of the target that the quota does not allow. */
  readonly short: number;
}

function countShort(refused: readonly CapacityJob[], { record: { jobs, plan } }: Facts): number {
  const kept = new Set(refused);
  const granted = jobs.filter((job) => job.answer?.status === 200 && !kept.has(job));
  return Math.max(plan.target - granted.length, refused.length);
}

type Words = Pick<Finding, 'summary' | 'immediateAction'>;

function describeUnnamed({ refused, short }: Need, { record }: Facts): Words {
  return {
    summary: `ResourceQuota used up: ${formatGroupedCount(refused, 'job')} refused`,
    immediateAction: `raise the ResourceQuota of namespace ${toQuotable(record.environment.namespace)} by what ${formatGroupedCount(short, 'job')} need`,
  };
}

/** The message with the highest usage counts. A job may need more of the resource than the one object that was refused. */
function describeNamed(
  messages: readonly [QuotaMessage, ...QuotaMessage[]],
  { refused, short }: Need,
  facts: Facts,
): Words {
  const [{ name, requested, limited }] = messages;
  const [resource = ''] = Object.keys(limited);
  const limit = limited[resource] ?? 0;
  const held = Math.max(...messages.map(({ used }) => used[resource] ?? 0));
  const each = Math.max(requested[resource] ?? 0, findPerJob(resource.replace(/^requests\./, ''), facts));
  const to = held + each * short;
  const quota = `ResourceQuota ${toQuotable(name)}`;
  return {
    summary: `${quota} used up: ${formatBareAmount(resource, held)} of ${formatAmount(resource, limit)} used, ${formatGroupedCount(refused, 'job')} refused (exceeded quota)`,
    immediateAction: `raise ${quota} from ${formatBareAmount(resource, limit)} to ${formatAmount(resource, to)} (${formatBareAmount(resource, to - limit)} more for ${formatGroupedCount(short, 'job')})`,
  };
}

function describeShares({ name, hard, used }: CapacityQuota): string {
  const shares = Object.keys(hard).map(
    (one) => `${formatBareAmount(one, used[one] ?? 0)} of ${formatAmount(one, hard[one] ?? 0)}`,
  );
  return `ResourceQuota ${toQuotable(name)}: ${shares.join(', ')}`;
}

function describeClearance(quotas: readonly CapacityQuota[]): string {
  const unnamed = 'no answer and no event contains "exceeded quota"';
  if (quotas.length === 0) return `no ResourceQuota of the namespace was read, and ${unnamed}`;
  return `${quotas.map(describeShares).join('; ')} used, ${unnamed}`;
}
