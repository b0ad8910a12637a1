// The data of the page, with formatted texts.
import { formatGroupedCount, formatMeasuredTime, formatNumber } from '../figures';
import type { Baseline } from './baseline-schema';
import { describeEnforcement } from './capacity-summary';
import { formatChange } from './comparison';
import type { GapReport } from './gap-report-schema';
import { spanNames } from './latencies';
import type { Latency, Measurements } from './measurements-schema';

export function createView(report: GapReport | Baseline) {
  const { report_metadata: metadata, environment, capacity_analysis: capacity, plateau, comparison } = report;
  const gapReport = 'bottleneck_analysis' in report ? report : undefined;
  return {
    title: gapReport === undefined ? 'Capacity baseline' : 'Infrastructure gap report',
    isGap: gapReport !== undefined,
    metadata,
    environment,
    enforcement: describeEnforcement(report),
    capacity,
    alive: formatNumber(capacity.actual_capacity),
    target: formatNumber(capacity.target_capacity),
    gap: formatNumber(capacity.gap),
    share: Math.min((capacity.actual_capacity / capacity.target_capacity) * 100, 100).toFixed(2),
    held:
      plateau.alive === 0
        ? ''
        : `together for ${formatMeasuredTime(plateau.held_ms)} (planned ${formatMeasuredTime(plateau.planned_ms)})`,
    bottlenecks: gapReport?.bottleneck_analysis.identified_bottlenecks ?? [],
    actions: gapReport?.recommendations.immediate_actions ?? [],
    steps: gapReport?.recommendations.next_steps ?? [],
    ranked: gapReport?.bottleneck_analysis.ranked ?? [],
    ruledOut: gapReport?.bottleneck_analysis.ruled_out ?? [],
    unexplained: gapReport?.bottleneck_analysis.unexplained_jobs ?? 0,
    classes: Object.entries(report.classes).map(([name, { count, example }]) => ({ name, count, example })),
    ramp: report.ramp_steps.length > 1 ? report.ramp_steps : [],
    latencies: spanNames.map((name) => createLatencyRow(name, report.performance_metrics[name])),
    limits: `p95 up to ${formatMeasuredTime(report.plan.latency_p95_ms)}, p99 up to ${formatMeasuredTime(report.plan.latency_p99_ms)}`,
    changes: comparison.changes.filter(({ notable }) => notable).map(formatChange),
    comparison,
    notMeasured: report.system_resources.not_measured,
    serverChanges: report.system_resources.server_changes,
    plan: describePlan(report),
    clocks: report.clocks,
  };
}

function createLatencyRow(name: string, latency: Latency) {
  const shown = (figure: Latency['at_least'][number]): string => {
    const ms = latency[figure];
    if (ms === null) return '–';
    return `${latency.at_least.includes(figure) ? '≥ ' : ''}${formatMeasuredTime(ms)}`;
  };
  return {
    name: name.replaceAll('_', ' '),
    span: `${latency.from} → ${latency.to}`,
    figures: [shown('mean_ms'), shown('p50_ms'), shown('p95_ms'), shown('p99_ms'), shown('max_ms')],
    count: formatNumber(latency.count),
    unfinished: latency.unfinished === 0 ? '' : formatNumber(latency.unfinished),
    note: latency.no_data,
  };
}

function describePlan({ plan }: Pick<Measurements, 'plan'>): string {
  const ramp = plan.steps.length > 1 ? `in steps ${plan.steps.join(', ')}` : 'in one burst';
  return `${formatGroupedCount(plan.target, 'job')} ${ramp}, ${formatGroupedCount(plan.workers, 'worker')}, alive within ${formatMeasuredTime(plan.alive_within_ms)}, ${plan.required_success_rate} required`;
}
