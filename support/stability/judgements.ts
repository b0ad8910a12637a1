// Judges whether the server stayed healthy during a soak: one judgement each for errors, restarts, memory, usage and latency.

import { quantile } from 'simple-statistics';
import { formatDuration, formatPercent, formatSeconds } from '../common/wording';
import type { SoakRecord, UsageSample, UsageSeries } from './soak-record';
import { computeTrend, fewestSamples, type Trend } from './trend';

/** Limits from the environment's profile; rates and growth as shares. */
export interface SoakLimits {
  /** Growth of memory from one job to the next that does not count as a leak. */
  readonly memoryGrowth: number;
  /** Growth of the latency over the whole soak that does not count as a drift. */
  readonly latencyGrowth: number;
  /** The limit for 95 % of jobs. Growth by less than half of it is no drift, whatever its share: a busy machine causes as much. */
  readonly latencyP95Ms: number;
  /** Shares of the containers' limits: from `Warning` on there is a warning, from `Critical` on the usage is too high. */
  readonly cpuWarning: number;
  readonly cpuCritical: number;
  readonly memoryWarning: number;
  readonly memoryCritical: number;
}

/** `not judged`: the environment lacks what the judgement needs; `text` has the reason. */
export interface Judgement {
  readonly verdict: 'held' | 'broken' | 'not judged';
  readonly text: string;
}

const confidence = 0.999;

/** Why a soak of that length has too few samples of CPU and memory to judge; undefined if it has enough, or it is not known. @param everyMs from one sample of the cluster to the next */
export function describeMissingSamples(durationMs: number, everyMs: number | undefined): string | undefined {
  if (everyMs === undefined) return undefined;
  const expected = Math.floor(durationMs / everyMs);
  if (expected >= fewestSamples) return undefined;
  const needed = formatDuration(Math.ceil((fewestSamples * everyMs) / 60_000) * 60_000);
  return `the cluster has a new sample every ${formatSeconds(everyMs)}, so that a soak of ${formatDuration(durationMs)} has ${expected}, and at least ${fewestSamples} are needed; a soak of ${needed} has them (stability.durationMs)`;
}

/** Held if fewer jobs failed than this share of all planned jobs. */
export function judgeErrors({ jobs, planned }: SoakRecord, share: number): Judgement {
  const failed = jobs.filter(({ failure }) => failure !== undefined);
  const missing = planned - jobs.length;
  const lost = failed.length + missing;
  const text = `${lost} of ${planned} jobs failed (${formatPercent(lost / planned)}); the limit is less than ${formatPercent(share)}`;
  const examples = failed.slice(0, 3).map(({ number, failure }) => `job ${number}: ${failure}`);
  const notRequested = missing > 0 ? [`${missing} were never requested`] : [];
  if (planned > 0 && (lost === 0 || lost / planned < share)) return createHeld(text);
  return createBroken([text, ...notRequested, ...examples].join('\n  '));
}

/** Held if no pod of the server restarted, disappeared or is new. */
export function judgeRestarts({ serverChanges }: SoakRecord): Judgement {
  if (serverChanges.length === 0) return createHeld('the pods of the server stayed the same and did not restart');
  return createBroken(`expected the server to run without a restart, but ${serverChanges.join('; ')}`);
}

/**
 * Held if the memory of no pod of the server grows by more than the limit from one job to the next, and the samples are good enough to exclude
 * twice that growth: too few samples, or too much noise, do not count as stable.
 */
export function judgeMemory(record: SoakRecord, { memoryGrowth }: SoakLimits): Judgement {
  return judgeSeries(record, (series) => {
    const trend = computeTrend(
      toPoints(series, record, ({ memoryBytes }) => memoryBytes),
      confidence,
    );
    if (trend === undefined) return judgeTooFew(record, `the memory of pod ${series.pod}`, series.samples.length);
    const text = `the memory of pod ${series.pod} grows by ${formatPercent(trend.growth)} from one job to the next (${formatRange(trend)}), from ${formatMebibytes(trend.start)} to ${formatMebibytes(trend.end)}; the limit is ${formatPercent(memoryGrowth)}`;
    if (trend.lower > 0 && trend.growth > memoryGrowth) return createBroken(`a memory leak: ${text}`);
    if (trend.upper > 2 * memoryGrowth) return createBroken(`growth of memory cannot be excluded: ${text}`);
    return createHeld(text);
  });
}

/** Held if CPU (95 % of the samples) and memory (all of them) of each pod stay below the critical share of its limits, possibly with a warning. */
export function judgeUsage(record: SoakRecord, limits: SoakLimits): Judgement {
  const { cpuWarning, cpuCritical, memoryWarning, memoryCritical } = limits;
  return judgeSeries(record, ({ pod, samples, cpuLimit, memoryLimit }) => {
    if (samples.length < fewestSamples) return judgeTooFew(record, `the usage of pod ${pod}`, samples.length);
    const cpu = quantile(
      samples.map((sample) => sample.cpu),
      0.95,
    );
    const memory = Math.max(...samples.map(({ memoryBytes }) => memoryBytes));
    const text = `pod ${pod} used up to ${cpu.toFixed(3)} CPU cores (95 % of the time) and ${formatMebibytes(memory)}`;
    if (cpuLimit === undefined || memoryLimit === undefined)
      return createNotJudged(`${text}; it has no limits to compare with`);
    const [ofCpu, ofMemory] = [cpu / cpuLimit, memory / memoryLimit];
    const shares = `${text}: ${formatPercent(ofCpu)} of its CPU and ${formatPercent(ofMemory)} of its memory; the limits are less than ${formatPercent(cpuCritical)} and ${formatPercent(memoryCritical)}`;
    if (ofCpu >= cpuCritical || ofMemory >= memoryCritical) return createBroken(shares);
    return createHeld(ofCpu >= cpuWarning || ofMemory >= memoryWarning ? `a warning: ${shares}` : shares);
  });
}

/** Held if opening a job takes about as long at the end of the soak as at its beginning. */
export function judgeLatency({ jobs, durationMs }: SoakRecord, { latencyGrowth, latencyP95Ms }: SoakLimits): Judgement {
  const points = jobs.flatMap(({ dueMs, latencyMs }) =>
    latencyMs === undefined ? [] : [{ x: dueMs / durationMs, y: latencyMs }],
  );
  const trend = computeTrend(points, confidence);
  if (trend === undefined) return createBroken(describeTooFew('the latency of accepted jobs', points.length));
  const growth = trend.end / trend.start - 1;
  const text = `opening a job took ${trend.start.toFixed(0)} ms at the beginning and ${trend.end.toFixed(0)} ms at the end (growth ${formatPercent(growth)}, ${trend.samples} jobs); the limit is ${formatPercent(latencyGrowth)}`;
  const drifts = trend.lower > 0 && growth > latencyGrowth && trend.end - trend.start > latencyP95Ms / 2;
  return drifts ? createBroken(`the latency drifts: ${text}`) : createHeld(text);
}

function judgeSeries({ usage }: SoakRecord, judge: (series: UsageSeries) => Judgement): Judgement {
  if ('absent' in usage) return createNotJudged(usage.absent);
  if (usage.series.length === 0) return createBroken(describeTooFew('the usage of the server', 0));
  const judgements = usage.series.map(judge);
  const worst =
    judgements.find(({ verdict }) => verdict === 'broken') ??
    judgements.find(({ verdict }) => verdict === 'not judged');
  return worst ?? createHeld(judgements.map(({ text }) => text).join('; '));
}

/** Time in intervals of the soak, so that growth is growth from one job to the next. */
function toPoints({ samples }: UsageSeries, { intervalMs }: SoakRecord, value: (sample: UsageSample) => number) {
  const firstMs = samples[0]?.timeMs ?? 0;
  return samples.map((sample) => ({ x: (sample.timeMs - firstMs) / intervalMs, y: value(sample) }));
}

/** Too few samples leave the question open where the cluster could not take more in the time of the soak; else they are a fault. */
function judgeTooFew({ usage, durationMs }: SoakRecord, what: string, count: number): Judgement {
  const everyMs = 'everyMs' in usage ? usage.everyMs : undefined;
  const missing = describeMissingSamples(durationMs, everyMs);
  return missing === undefined ? createBroken(describeTooFew(what, count)) : createNotJudged(`${what}: ${missing}`);
}

function describeTooFew(what: string, count: number): string {
  return `there are too few samples to judge ${what}: ${count}, at least ${fewestSamples} are needed`;
}

function formatRange({ lower, upper, samples }: Trend): string {
  return `${formatPercent(lower)} to ${formatPercent(upper)} with ${formatPercent(confidence)} confidence, ${samples} samples`;
}

function formatMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function createHeld(text: string): Judgement {
  return { verdict: 'held', text };
}

function createBroken(text: string): Judgement {
  return { verdict: 'broken', text };
}

function createNotJudged(reason: string): Judgement {
  return { verdict: 'not judged', text: reason };
}
