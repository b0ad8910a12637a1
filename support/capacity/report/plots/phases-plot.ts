// Plot of the phases of a job in a row, at the median and at the 95th percentile.
import { formatMeasuredTime } from '../../figures';
import type { SpanName } from '../latencies';
import type { Measurements } from '../measurements-schema';
import { axisStyle, colors, drawChart } from './chart';

const phases: readonly { readonly span: SpanName; readonly name: string; readonly color: string }[] = [
  { span: 'waiting_for_worker', name: 'waits to be sent', color: '#ced4da' },
  { span: 'request', name: 'server answers', color: '#4c6ef5' },
  { span: 'accepted_to_scheduled', name: 'gets a node', color: '#f59f00' },
  { span: 'scheduled_to_started', name: 'container starts', color: '#e8590c' },
  { span: 'started_to_ready', name: 'becomes Ready', color: '#ae3ec9' },
  { span: 'ready_to_answering', name: 'port answers', color: '#0ca678' },
];
const quantiles = ['p50', 'p95'] as const;

/** Each phase over the jobs that began it: the 95th percentiles do not add up to that of a whole job. */
export function plotPhases({
  performance_metrics: latencies,
}: Pick<Measurements, 'performance_metrics'>): Promise<string> {
  return drawChart(
    {
      legend: { bottom: 0, left: 0, right: 0, icon: 'roundRect', itemHeight: 10, itemWidth: 14, itemGap: 22 },
      grid: { left: 40, right: 24, top: 12, bottom: 92 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        splitNumber: 4,
        axisLabel: { color: colors.muted, formatter: (ms: number) => formatMeasuredTime(ms) },
      },
      yAxis: {
        ...axisStyle,
        type: 'category',
        inverse: true,
        data: [...quantiles],
        axisLabel: { color: colors.ink, fontWeight: 600 },
      },
      series: phases.map(({ span, name, color }) => ({
        name,
        type: 'bar',
        stack: 'time',
        barWidth: 44,
        itemStyle: { color: color },
        data: quantiles.map((quantile) => latencies[span][`${quantile}_ms`] ?? 0),
      })),
    },
    { width: 510, height: 320 },
  );
}
