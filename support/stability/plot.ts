// A plot of a soak for the report: the usage of the server and the latency of jobs over time.

import type { EChartsOption, SeriesOption } from 'echarts';
import { formatExactSeconds } from '../common/wording';
import type { SoakRecord, UsageSample } from './soak-record';

const width = 900;
const rowHeight = 190;
const top = 80;
const colors = { buildUsageRow: '#1f77b4', accepted: '#2ca02c', failed: '#d62728' };

/** One diagram with its title; `x` in seconds since the start of the soak. */
interface Row {
  readonly title: string;
  readonly series: readonly {
    readonly name: string;
    readonly type: 'line' | 'scatter';
    readonly color: string;
    readonly data: readonly [number, number][];
  }[];
}

/** The picture as SVG, whose texts are escaped. */
export async function plotSoak(record: SoakRecord): Promise<string> {
  // Loaded only here: loading takes time, and few runs need it.
  const echarts = await import('echarts');
  const rows = buildRows(record);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height: top + rows.length * rowHeight });
  try {
    chart.setOption(buildOption(record, rows));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function buildRows({ usage, jobs, startedAt }: SoakRecord): Row[] {
  const createRow = (title: string, value: (sample: UsageSample) => number): Row => ({
    title,
    series: ('absent' in usage ? [] : usage.series).map(({ pod, samples }) => ({
      name: pod,
      type: 'line',
      color: colors.buildUsageRow,
      data: samples.map((sample): [number, number] => [(sample.timeMs - startedAt.getTime()) / 1_000, value(sample)]),
    })),
  });
  const toSeconds = (dueMs: number): number => dueMs / 1_000;
  const accepted = jobs.flatMap(({ dueMs, latencyMs, failure }): [number, number][] =>
    latencyMs === undefined || failure !== undefined ? [] : [[toSeconds(dueMs), latencyMs]],
  );
  const failed = jobs.flatMap(({ dueMs, latencyMs, failure }): [number, number][] =>
    failure === undefined ? [] : [[toSeconds(dueMs), latencyMs ?? 0]],
  );
  return [
    createRow("Memory of the server's pods, MiB", ({ memoryBytes }) => memoryBytes / 2 ** 20),
    createRow("CPU of the server's pods, cores", ({ cpu }) => cpu),
    {
      title: 'From when a job was due until it was accepted, ms',
      series: [
        { name: 'succeeded', type: 'scatter', color: colors.accepted, data: accepted },
        { name: 'failed', type: 'scatter', color: colors.failed, data: failed },
      ],
    },
  ];
}

function buildOption({ startedAt, planned, durationMs }: SoakRecord, rows: readonly Row[]): EChartsOption {
  const computeTop = (index: number): number => top + index * rowHeight;
  const series = rows.flatMap((row, index) =>
    row.series.map(
      ({ name, type, color, data }): SeriesOption => ({
        name,
        type,
        xAxisIndex: index,
        yAxisIndex: index,
        data: data.map((point) => [...point]),
        symbolSize: type === 'scatter' ? 7 : 4,
        itemStyle: { color: color },
      }),
    ),
  );
  return {
    animation: false,
    title: [
      {
        text: `Soak of ${planned} jobs in ${formatExactSeconds(durationMs)}, from ${startedAt.toISOString()}`,
        left: 'center',
      },
      ...rows.map(({ title }, index) => ({
        text: title,
        left: 60,
        top: computeTop(index) - 24,
        textStyle: { fontSize: 12 },
      })),
    ],
    grid: rows.map((_, index) => ({ left: 70, right: 30, top: computeTop(index), height: rowHeight - 70 })),
    xAxis: rows.map((_, gridIndex) => ({ type: 'value', gridIndex, min: 0, max: Math.ceil(durationMs / 1_000) })),
    yAxis: rows.map((_, gridIndex) => ({ type: 'value', gridIndex, min: 0 })),
    series,
  };
}
