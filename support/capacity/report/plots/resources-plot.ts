// Plot of the requested and used resources of each node at the peak, as a share of the allocatable amount.
import { formatNumber } from '../../figures';
import type { Measurements } from '../measurements-schema';
import { axisStyle, colors, drawChart } from './chart';

const mostRows = 16;
const rowHeight = 34;
const frame = 72;

type Node = Measurements['system_resources']['nodes'][number];

interface Row {
  readonly label: string;
  readonly requested: number | null;
  readonly used: number | null;
  readonly amounts: string;
}

/** The fullest node first; undefined if no node was read. */
export async function plotResources({ nodes }: Measurements['system_resources']): Promise<string | undefined> {
  const rows = nodes
    .flatMap(createRows)
    .sort((left, right) => computeFullness(right) - computeFullness(left))
    .slice(0, mostRows);
  if (rows.length === 0) return undefined;
  const bars = (name: 'requested' | 'used', colour: string) => ({
    name,
    type: 'bar' as const,
    barWidth: 9,
    barGap: '15%',
    itemStyle: { color: colour },
    data: rows.map((row) => row[name]),
  });
  const widest = Math.max(105, ...rows.map((row) => computeFullness(row) * 1.05));
  return drawChart(
    {
      legend: { top: 0, right: 20, itemGap: 28, icon: 'roundRect', itemHeight: 8 },
      grid: { left: 270, right: 220, top: 32, bottom: 24 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        min: 0,
        max: Math.ceil(widest),
        interval: 25,
        axisLabel: { color: colors.muted, formatter: '{value} %', showMaxLabel: widest <= 100 },
      },
      yAxis: [
        {
          ...axisStyle,
          type: 'category',
          inverse: true,
          data: rows.map(({ label }) => label),
          axisTick: { show: false },
          axisLabel: { color: colors.ink, width: 250, overflow: 'truncate' },
        },
        {
          ...axisStyle,
          type: 'category',
          inverse: true,
          position: 'right',
          data: rows.map(({ amounts }) => amounts),
          axisLine: { show: false },
          axisTick: { show: false },
        },
      ],
      series: [{ ...bars('requested', colors.requested), markLine: allocatable }, bars('used', colors.used)],
    },
    { width: 1040, height: frame + rows.length * rowHeight },
  );
}

const allocatable = {
  silent: true,
  symbol: 'none',
  data: [
    {
      xAxis: 100,
      lineStyle: { color: colors.ink, type: 'dashed' as const },
      label: { formatter: () => 'allocatable', color: colors.ink, position: 'start' as const },
    },
  ],
};

function createRows({ name, resources }: Node): Row[] {
  return Object.entries(resources).flatMap(([resource, { unit, allocatable: offered, requested, used }]) => {
    if (offered === null || offered === 0 || (requested === null && used === null)) return [];
    if ((requested?.peak ?? 0) === 0 && (used?.peak ?? 0) === 0) return [];
    const share = (peak: number | undefined) =>
      peak === undefined ? null : Number(((peak / offered) * 100).toFixed(1));
    const unitText = unit === 'pieces' ? '' : ` ${unit}`;
    return [
      {
        label: `${name} · ${resource}`,
        requested: share(requested?.peak),
        used: share(used?.peak),
        amounts: `${formatNumber(requested?.peak ?? 0)} of ${formatNumber(offered)}${unitText} requested`,
      },
    ];
  });
}

function computeFullness({ requested, used }: Row): number {
  return Math.max(requested ?? 0, used ?? 0);
}
