// Whether a soak shows a server that stays healthy: one judgement for each thing that can wear out.

import { quantile } from 'simple-statistics';
import { formatPercent } from '../common/wording';
import type { SoakRecord, UsageSample, UsageSeries } from './soak-record';
import { fewestSamples, type Trend, trendOf } from './trend';

/** Limits from the environment's profile; rates and growth as shares. */
export interface SoakLimits {
  /** Growth of memory from one job to the next that is not a leak yet. */
  readonly memoryGrowth: number;
  /** Growth of the latency over the whole soak that is not a drift yet. */
  readonly latencyGrowth: number;
  /** What 95 % of jobs may take. Growth by less than half of it is no drift, whatever its share: a busy machine is no steadier. */
  readonly latencyP95Ms: number;
  /** Shares of what the containers may use at most: from the first on it is worth a warning, from the second on too much. */
  readonly cpuWarning: number;
  readonly cpuCritical: number;
  readonly memoryWarning: number;
  readonly memoryCritical: number;
}

/** `not judged`: the environment does not tell what is needed; `said` says why. */
export interface Judgement {
  readonly verdict: 'held' | 'broken' | 'not judged';
  readonly said: string;
}

const confidence = 0.999;

/** Fewer jobs failed than this share of all that were planned. */
export function judgeErrors({ jobs, planned }: SoakRecord, share: number): Judgement {
  const failed = jobs.filter(({ failure }) => failure !== undefined);
  const missing = planned - jobs.length;
  const lost = failed.length + missing;
  const said = `${lost} of ${planned} jobs failed (${formatPercent(lost / planned)}); less than ${formatPercent(share)} may`;
  const examples = failed.slice(0, 3).map(({ number, failure }) => `job ${number}: ${failure}`);
  const unasked = missing > 0 ? [`${missing} were never asked for`] : [];
  if (planned > 0 && (lost === 0 || lost / planned < share)) return held(said);
  return broken([said, ...unasked, ...examples].join('\n  '));
}

/** No pod of the server restarted, went away or came anew. */
export function judgeRestarts({ serverChanges }: SoakRecord): Judgement {
  if (serverChanges.length === 0) return held('the pods of the server stayed the same and did not restart');
  return broken(`expected the server to run on without a restart, but ${serverChanges.join('; ')}`);
}

/**
 * The memory of no pod of the server grows by more than the limit from one job to the next. Held only when the samples are good enough to exclude
 * twice that growth: too few of them, or too much noise, is not taken for stability.
 */
export function judgeMemory(record: SoakRecord, { memoryGrowth }: SoakLimits): Judgement {
  return judgeSeries(record, (series) => {
    const trend = trendOf(
      pointsOf(series, record, ({ memoryBytes }) => memoryBytes),
      confidence,
    );
    if (trend === undefined) return broken(tooFew(`the memory of pod ${series.pod}`, series.samples.length));
    const said = `the memory of pod ${series.pod} grows by ${formatPercent(trend.growth)} from one job to the next (${rangeOf(trend)}), from ${mebibytes(trend.start)} to ${mebibytes(trend.end)}; ${formatPercent(memoryGrowth)} may be`;
    if (trend.lower > 0 && trend.growth > memoryGrowth) return broken(`a memory leak: ${said}`);
    if (trend.upper > 2 * memoryGrowth) return broken(`growth of memory cannot be excluded: ${said}`);
    return held(said);
  });
}

/** CPU (95 % of the samples) and memory (all of them) of each pod stay below the critical share of its limits. What holds may still warn. */
export function judgeUse(record: SoakRecord, limits: SoakLimits): Judgement {
  const { cpuWarning, cpuCritical, memoryWarning, memoryCritical } = limits;
  return judgeSeries(record, ({ pod, samples, cpuLimit, memoryLimit }) => {
    if (samples.length < fewestSamples) return broken(tooFew(`the use of pod ${pod}`, samples.length));
    const cpu = quantile(
      samples.map((sample) => sample.cpu),
      0.95,
    );
    const memory = Math.max(...samples.map(({ memoryBytes }) => memoryBytes));
    const said = `pod ${pod} used up to ${cpu.toFixed(3)} CPU cores (95 % of the time) and ${mebibytes(memory)}`;
    if (cpuLimit === undefined || memoryLimit === undefined)
      return notJudged(`${said}; it has no limits to compare with`);
    const [ofCpu, ofMemory] = [cpu / cpuLimit, memory / memoryLimit];
    const shares = `${said}: ${formatPercent(ofCpu)} of its CPU and ${formatPercent(ofMemory)} of its memory; less than ${formatPercent(cpuCritical)} and ${formatPercent(memoryCritical)} may be`;
    if (ofCpu >= cpuCritical || ofMemory >= memoryCritical) return broken(shares);
    return held(ofCpu >= cpuWarning || ofMemory >= memoryWarning ? `a warning: ${shares}` : shares);
  });
}

/** Opening a job at the end of the soak takes about as long as at its beginning. */
export function judgeLatency({ jobs, durationMs }: SoakRecord, { latencyGrowth, latencyP95Ms }: SoakLimits): Judgement {
  const points = jobs.flatMap(({ dueMs, latencyMs }) =>
    latencyMs === undefined ? [] : [{ x: dueMs / durationMs, y: latencyMs }],
  );
  const trend = trendOf(points, confidence);
  if (trend === undefined) return broken(tooFew('the latency of accepted jobs', points.length));
  const growth = trend.end / trend.start - 1;
  const said = `opening a job took ${trend.start.toFixed(0)} ms at the beginning and ${trend.end.toFixed(0)} ms at the end (growth ${formatPercent(growth)}, ${trend.samples} jobs); ${formatPercent(latencyGrowth)} may be`;
  const drifts = trend.lower > 0 && growth > latencyGrowth && trend.end - trend.start > latencyP95Ms / 2;
  return drifts ? broken(`the latency drifts: ${said}`) : held(said);
}

function judgeSeries({ usage }: SoakRecord, judge: (series: UsageSeries) => Judgement): Judgement {
  if ('absent' in usage) return notJudged(usage.absent);
  if (usage.series.length === 0) return broken(tooFew('the use of the server', 0));
  const judgements = usage.series.map(judge);
  const worst =
    judgements.find(({ verdict }) => verdict === 'broken') ??
    judgements.find(({ verdict }) => verdict === 'not judged');
  return worst ?? held(judgements.map(({ said }) => said).join('; '));
}

/** Time in intervals of the soak, so that growth is growth from one job to the next. */
function pointsOf({ samples }: UsageSeries, { intervalMs }: SoakRecord, value: (sample: UsageSample) => number) {
  const firstMs = samples[0]?.timeMs ?? 0;
  return samples.map((sample) => ({ x: (sample.timeMs - firstMs) / intervalMs, y: value(sample) }));
}

function tooFew(what: string, count: number): string {
  return `there are too few samples to judge ${what}: ${count}, at least ${fewestSamples} are needed`;
}

function rangeOf({ lower, upper, samples }: Trend): string {
  return `${formatPercent(lower)} to ${formatPercent(upper)} with ${formatPercent(confidence)} confidence, ${samples} samples`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function held(said: string): Judgement {
  return { verdict: 'held', said };
}

function broken(said: string): Judgement {
  return { verdict: 'broken', said };
}

function notJudged(reason: string): Judgement {
  return { verdict: 'not judged', said: `not judged: ${reason}` };
}
