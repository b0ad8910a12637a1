// Plot of the share of jobs that were answered over time, with the quantiles and their limits.
import type { SeriesOption } from 'echarts';
import { formatMeasuredTime } from '../../figures';
import type { Sample } from '../latencies';
import type { Measurements } from '../measurements-schema';
import { axisStyle, colors, drawChart } from './chart';

type Run = Pick<Measurements, 'plan' | 'performance_metrics'>;

const shares = [
  { name: 'p50', share: 50 },
  { name: 'p95', share: 95 },
  { name: 'p99', share: 99 },
] as const;

interface Quantile {
  readonly name: string;
  readonly share: number;
  readonly ms: number;
}

/** Jobs without an answer keep the curve below 100 %. */
export function plotLatency(
  { plan, performance_metrics: { job_creation } }: Run,
  samples: readonly Sample[],
): Promise<string> {
  const finished = samples
    .filter((sample) => sample.finished)
    .map(({ ms }) => ms)
    .sort((left, right) => left - right);
  const slowest = Math.max(finished.at(-1) ?? 0, plan.latency_p99_ms);
  const quantiles = shares.flatMap(({ name, share }): Quantile[] => {
    const ms = job_creation[`${name}_ms`];
    return ms === null || job_creation.at_least.includes(`${name}_ms`) ? [] : [{ name, share, ms }];
  });
  return drawChart(
    {
      grid: { left: 48, right: 24, top: 44, bottom: 40 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        min: 0,
        max: Math.ceil(slowest * 1.15),
        name: 'from when a job was due until it was answered',
        nameLocation: 'middle',
        nameGap: 24,
        splitNumber: 5,
        axisLabel: { color: colors.muted, showMaxLabel: false, formatter: (ms: number) => formatMeasuredTime(ms) },
      },
      yAxis: {
        ...axisStyle,
        type: 'value',
        min: 0,
        max: 100,
        axisLabel: { color: colors.muted, formatter: '{value} %' },
      },
      series: [createCurve(finished, samples.length), ...createThresholds(plan), ...createMarks(quantiles)],
    },
    { width: 510, height: 320 },
  );
}

function createCurve(sorted: readonly number[], all: number): SeriesOption {
  const steps = sorted.map((ms, index): [number, number] => [ms, ((index + 1) / all) * 100]);
  return {
    type: 'line',
    step: 'end',
    symbol: 'none',
    lineStyle: { width: 2.5, color: colors.accepted },
    areaStyle: { color: colors.accepted, opacity: 0.08 },
    data: [[sorted[0] ?? 0, 0], ...steps],
  };
}

function createMarks(quantiles: readonly Quantile[]): SeriesOption[] {
  return quantiles.map(({ name, share, ms }) => ({
    type: 'scatter',
    symbolSize: 9,
    itemStyle: { color: colors.accepted, borderColor: '#fff', borderWidth: 1.5 },
    data: [[ms, share]],
    label: {
      show: true,
      position: share > 50 ? 'left' : 'right',
      distance: 8,
      offset: [0, share === 95 ? 8 : 0],
      formatter: () => `${name} ${formatMeasuredTime(ms)}`,
      color: colors.ink,
      backgroundColor: '#ffffffcc',
      padding: [1, 4],
      fontSize: 11,
    },
    z: 5,
  }));
}

function createThresholds({ latency_p95_ms: p95, latency_p99_ms: p99 }: Run['plan']): SeriesOption[] {
  return [
    {
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        data: [
          createLimit(p95, `p95 ≤ ${formatMeasuredTime(p95)}`, 18),
          createLimit(p99, `p99 ≤ ${formatMeasuredTime(p99)}`, 4),
        ],
      },
    },
  ];
}

function createLimit(xAxis: number, text: string, distance: number) {
  return {
    xAxis,
    lineStyle: { color: colors.limit, type: 'dashed' as const, width: 1 },
    label: { formatter: () => text, color: colors.limit, fontSize: 11, distance },
  };
}
