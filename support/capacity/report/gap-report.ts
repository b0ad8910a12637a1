// The Infrastructure Gap Report of a run, from its record and its diagnosis.
import type { CapacityRecord } from '../capacity-record';
import type { CauseName, Diagnosis } from '../diagnosis';
import { formatGroupedCount } from '../figures';
import type { GapReport } from './gap-report-schema';
import { createMetadata } from './measurements';
import type { ReportContext } from './report-context';

export function createGapReport(
  record: CapacityRecord,
  diagnosis: Diagnosis,
  { measured, comparison, now }: ReportContext,
): GapReport {
  return {
    report_metadata: { report_type: 'Infrastructure Capacity Gap Analysis', ...createMetadata(record, now) },
    ...measured,
    comparison,
    bottleneck_analysis: {
      identified_bottlenecks: listBottlenecks(diagnosis),
      cpu_constrained: hasCause(diagnosis, 'cpu'),
      memory_constrained: hasCause(diagnosis, 'memory'),
      latency_issues: isSlow(measured),
      ranked: diagnosis.ranked.map(({ cause, confidence, jobsExplained, summary, phase, evidence }) => ({
        cause,
        confidence,
        jobs_explained: jobsExplained,
        summary,
        phase: phase ?? null,
        evidence: [...evidence],
      })),
      ruled_out: diagnosis.ruledOut.map((one) => ({ ...one })),
      unexplained_jobs: diagnosis.unexplained,
      cut_off_jobs: diagnosis.cutOff,
    },
    recommendations: createRecommendations(diagnosis),
  };
}

function listBottlenecks({ ranked, unexplained, cutOff }: Diagnosis): string[] {
  const unknown = unexplained > 0 ? [`no cause was found for ${formatGroupedCount(unexplained, 'missing job')}`] : [];
  const cut =
    cutOff > 0 ? [`the interruption cut off ${formatGroupedCount(cutOff, 'job')} before their result was known`] : [];
  return [...ranked.map(({ summary }) => summary), ...unknown, ...cut];
}

function hasCause({ ranked }: Diagnosis, cause: CauseName): boolean {
  return ranked.some((one) => one.cause === cause);
}

function isSlow({
  performance_metrics: { job_creation: latency },
  plan,
}: Pick<GapReport, 'performance_metrics' | 'plan'>) {
  const { p95_ms: p95, p99_ms: p99 } = latency;
  return p95 === null || p99 === null || p95 > plan.latency_p95_ms || p99 > plan.latency_p99_ms;
}

function createRecommendations({ ranked, unexplained, cutOff }: Diagnosis): GapReport['recommendations'] {
  const check = `Check the examples in "classes", and "ruled_out": ${formatGroupedCount(unexplained, 'missing job')} without a cause`;
  return {
    immediate_actions: ranked.map(({ immediateAction }) => immediateAction),
    next_steps: [
      ...new Set(ranked.map(({ nextStep }) => nextStep)),
      ...(unexplained > 0 ? [check] : []),
      ...(cutOff > 0 ? ['Repeat the run without an interruption: an interrupted run cannot judge every job.'] : []),
    ],
  };
}
