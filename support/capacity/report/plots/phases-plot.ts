// Where the time of a job goes: its phases in a row, at the median and at the 95th percentile.
import { durationText } from '../../figures';
import type { SpanName } from '../latencies';
import type { Measurements } from '../measurements-schema';
import { axisStyle, colours, drawChart } from './chart';

const phases: readonly { readonly span: SpanName; readonly name: string; readonly colour: string }[] = [
  { span: 'waiting_for_worker', name: 'waits to be sent', colour: '#ced4da' },
  { span: 'request', name: 'server answers', colour: '#4c6ef5' },
  { span: 'accepted_to_scheduled', name: 'gets a node', colour: '#f59f00' },
  { span: 'scheduled_to_started', name: 'container starts', colour: '#e8590c' },
  { span: 'started_to_ready', name: 'becomes Ready', colour: '#ae3ec9' },
  { span: 'ready_to_answering', name: 'port answers', colour: '#0ca678' },
];
const quantiles = ['p50', 'p95'] as const;

/** Each phase over the jobs that began it, so that the 95th percentiles need not add up to that of a whole job. */
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
        axisLabel: { color: colours.muted, formatter: (ms: number) => durationText(ms) },
      },
      yAxis: {
        ...axisStyle,
        type: 'category',
        inverse: true,
        data: [...quantiles],
        axisLabel: { color: colours.ink, fontWeight: 600 },
      },
      series: phases.map(({ span, name, colour }) => ({
        name,
        type: 'bar',
        stack: 'time',
        barWidth: 44,
        itemStyle: { color: colour },
        data: quantiles.map((quantile) => latencies[span][`${quantile}_ms`] ?? 0),
      })),
    },
    { width: 510, height: 320 },
  );
}
