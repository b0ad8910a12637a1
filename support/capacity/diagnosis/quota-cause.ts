// A ResourceQuota that is used up, in the words of answers, of events and of the server's log.
import type { CapacityJob, CapacityQuota } from '../capacity-record';
import { amountText, bareAmount, countText, quotable } from '../figures';
import type { Confidence, Finding, Judge } from './cause';
import { perJob } from './demand';
import { quotes } from './evidence';
import type { Facts } from './facts';
import { type QuotaMessage, readQuotaMessage } from './quota-message';
import { isRefusedWithoutReason, refusalKind, refusalTexts } from './refusals';

interface Evidence {
  readonly jobs: readonly CapacityJob[];
  /** What names the quota. */
  readonly texts: readonly string[];
  readonly confidence: Confidence;
}

export const judgeQuota: Judge = (facts) => {
  const texts = new Map(facts.missing.map((job) => [job, textsOf(job)]));
  const jobs = facts.missing.filter((job) => (texts.get(job) ?? []).length > 0);
  if (jobs.length > 0) return findingOf({ jobs, texts: [...texts.values()].flat(), confidence: 'high' }, facts);
  const logged = facts.record.serverLog.filter(namesQuota);
  const silent = facts.missing.filter(isRefusedWithoutReason);
  if (logged.length === 0 || silent.length === 0) return { because: clearance(facts.record.quotas) };
  return findingOf({ jobs: silent, texts: logged, confidence: 'medium' }, facts);
};

function textsOf(job: CapacityJob): string[] {
  return refusalTexts(job).filter(namesQuota);
}

function namesQuota(text: string): boolean {
  return refusalKind(text) === 'quota';
}

function findingOf({ jobs, texts, confidence }: Evidence, facts: Facts): Finding {
  const need = { refused: jobs.length, short: shortOf(jobs, facts) };
  const [first, ...others] = texts.flatMap((text) => readQuotaMessage(text) ?? []);
  return {
    confidence,
    jobs,
    ...(first === undefined ? unnamed(need, facts) : named([first, ...others], need, facts)),
    evidence: [...quotes(texts), ...facts.record.quotas.map((quota) => `at the end, ${sharesOf(quota)} used`)],
    nextStep: 'See "kubectl describe quota" for who holds the rest of it.',
  };
}

interface Need {
  readonly refused: number;
  /** Jobs of the target for which the quota has no room: all but those that it let through. */
  readonly short: number;
}

function shortOf(refused: readonly CapacityJob[], { record: { jobs, plan } }: Facts): number {
  const kept = new Set(refused);
  const granted = jobs.filter((job) => job.answer?.status === 200 && !kept.has(job));
  return Math.max(plan.target - granted.length, refused.length);
}

type Words = Pick<Finding, 'summary' | 'immediateAction'>;

function unnamed({ refused, short }: Need, { record }: Facts): Words {
  return {
    summary: `ResourceQuota used up: ${countText(refused, 'job')} refused`,
    immediateAction: `raise the ResourceQuota of namespace ${quotable(record.environment.namespace)} by what ${countText(short, 'job')} need`,
  };
}

/** The fullest that was seen counts. A job may need more of the resource than the one object of it that was refused. */
function named(messages: readonly [QuotaMessage, ...QuotaMessage[]], { refused, short }: Need, facts: Facts): Words {
  const [{ name, requested, limited }] = messages;
  const [resource = ''] = Object.keys(limited);
  const limit = limited[resource] ?? 0;
  const held = Math.max(...messages.map(({ used }) => used[resource] ?? 0));
  const each = Math.max(requested[resource] ?? 0, perJob(resource.replace(/^requests\./, ''), facts));
  const to = held + each * short;
  const quota = `ResourceQuota ${quotable(name)}`;
  return {
    summary: `${quota} used up: ${bareAmount(resource, held)} of ${amountText(resource, limit)} used, ${countText(refused, 'job')} refused (exceeded quota)`,
    immediateAction: `raise ${quota} from ${bareAmount(resource, limit)} to ${amountText(resource, to)} (${bareAmount(resource, to - limit)} more for ${countText(short, 'job')})`,
  };
}

function sharesOf({ name, hard, used }: CapacityQuota): string {
  const shares = Object.keys(hard).map(
    (one) => `${bareAmount(one, used[one] ?? 0)} of ${amountText(one, hard[one] ?? 0)}`,
  );
  return `ResourceQuota ${quotable(name)}: ${shares.join(', ')}`;
}

function clearance(quotas: readonly CapacityQuota[]): string {
  const unnamed = 'no answer and no event says "exceeded quota"';
  if (quotas.length === 0) return `no ResourceQuota of the namespace was read, and ${unnamed}`;
  return `${quotas.map(sharesOf).join('; ')} used, ${unnamed}`;
}
