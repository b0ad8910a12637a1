// Draws a chart as a self-contained picture.
import type { EChartsOption } from 'echarts';

export const colors = {
  ink: '#1f2933',
  muted: '#616e7c',
  grid: '#e4e7eb',
  alive: '#2b8a3e',
  ready: '#82c91e',
  accepted: '#4c6ef5',
  asked: '#adb5bd',
  failed: '#e03131',
  limit: '#c92a2a',
  used: '#1c7ed6',
  requested: '#91a7ff',
} as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture as SVG that fills the available width; its texts are escaped. */
export async function drawChart(option: EChartsOption, { width, height }: Size): Promise<string> {
  // Loaded only here: loading takes time, and few runs need it.
  const echarts = await import('echarts');
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'system-ui, sans-serif', color: colors.ink },
      ...option,
    });
    return chart.renderToSVGString({ useViewBox: true });
  } finally {
    chart.dispose();
  }
}

export const axisStyle = {
  axisLabel: { color: colors.muted },
  axisLine: { lineStyle: { color: colors.grid } },
  splitLine: { lineStyle: { color: colors.grid } },
  nameTextStyle: { color: colors.muted },
} as const;
