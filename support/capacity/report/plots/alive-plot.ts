// Plot of the jobs over time: sent, accepted, alive and failed, against the target.
import type { SeriesOption } from 'echarts';
import type { Measurements, TimelinePoint } from '../measurements-schema';
import { axisStyle, colors, drawChart } from './chart';

type Run = Pick<Measurements, 'timeline' | 'plan' | 'plateau' | 'capacity_analysis'>;

export function plotAlive({ timeline, plan, plateau, capacity_analysis: capacity }: Run): Promise<string> {
  const curve = (key: 'asked' | 'accepted' | 'failed', dashed = false): SeriesOption => ({
    name: key === 'asked' ? 'sent' : key,
    type: 'line',
    step: 'end',
    symbol: 'none',
    lineStyle: { width: 1.5, color: colors[key], type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: colors[key] },
    data: toPoints(timeline, key),
  });
  const highest = Math.max(plan.target, capacity.asked_for);
  return drawChart(
    {
      legend: {
        top: 0,
        right: 118,
        icon: 'roundRect',
        itemHeight: 4,
        itemGap: 24,
        data: ['sent', 'accepted', 'alive', 'failed'],
      },
      grid: { left: 48, right: 118, top: 36, bottom: 40 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        name: 'seconds',
        nameLocation: 'middle',
        nameGap: 24,
        min: 0,
        max: 'dataMax',
        axisLabel: { color: colors.muted, showMaxLabel: false },
        splitLine: { show: false },
      },
      yAxis: {
        ...axisStyle,
        type: 'value',
        min: 0,
        max: Math.ceil(highest * 1.08),
        minInterval: 1,
        axisLabel: { color: colors.muted, showMaxLabel: false },
      },
      series: [curve('asked', true), curve('accepted'), curve('failed'), createAliveCurve(timeline, { plan, plateau })],
    },
    { width: 1040, height: 320 },
  );
}

function createAliveCurve(
  timeline: readonly TimelinePoint[],
  { plan, plateau }: Pick<Run, 'plan' | 'plateau'>,
): SeriesOption {
  const at = (value: number, text: string, color: string) => ({
    yAxis: value,
    lineStyle: { color, type: 'dashed' as const, width: 1.5 },
    label: { formatter: () => text, color, position: 'end' as const, fontWeight: 600 },
  });
  const reached = plateau.alive === plan.target ? [] : [at(plateau.alive, `alive ${plateau.alive}`, colors.alive)];
  const area = [{ xAxis: plateau.from_ms / 1_000 }, { xAxis: (plateau.from_ms + plateau.held_ms) / 1_000 }] as const;
  return {
    name: 'alive',
    type: 'line',
    step: 'end',
    symbol: 'none',
    lineStyle: { width: 2.5, color: colors.alive },
    itemStyle: { color: colors.alive },
    areaStyle: { color: colors.alive, opacity: 0.12 },
    data: toPoints(timeline, 'alive'),
    markLine: {
      silent: true,
      symbol: 'none',
      data: [at(plan.target, `target ${plan.target}`, colors.ink), ...reached],
    },
    markArea: {
      silent: true,
      itemStyle: { color: colors.alive, opacity: 0.1 },
      label: { formatter: () => 'plateau', color: colors.alive, position: 'insideBottom' },
      data: plateau.held_ms > 0 ? [[{ ...area[0] }, { ...area[1] }]] : [],
    },
  };
}

function toPoints(
  timeline: readonly TimelinePoint[],
  name: 'asked' | 'accepted' | 'alive' | 'failed',
): [number, number][] {
  return timeline.map((point) => [point.at_ms / 1_000, point[name]]);
}
