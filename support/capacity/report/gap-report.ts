// The Infrastructure Gap Report of a run, from its record and its diagnosis.
import type { CapacityRecord } from '../capacity-record';
import type { CauseName, Diagnosis } from '../diagnosis';
import { countText } from '../figures';
import type { GapReport } from './gap-report-schema';
import { metadataOf } from './measurements';
import type { Occasion } from './occasion';

export function gapReportOf(
  record: CapacityRecord,
  diagnosis: Diagnosis,
  { measured, comparison, now }: Occasion,
): GapReport {
  return {
    report_metadata: { report_type: 'Infrastructure Capacity Gap Analysis', ...metadataOf(record, now) },
    ...measured,
    comparison,
    bottleneck_analysis: {
      identified_bottlenecks: bottlenecksOf(diagnosis),
      cpu_constrained: names(diagnosis, 'cpu'),
      memory_constrained: names(diagnosis, 'memory'),
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
    recommendations: recommendationsOf(diagnosis),
  };
}

function bottlenecksOf({ ranked, unexplained, cutOff }: Diagnosis): string[] {
  const unknown = unexplained > 0 ? [`no cause was found for ${countText(unexplained, 'missing job')}`] : [];
  const cut = cutOff > 0 ? [`the interruption cut off ${countText(cutOff, 'job')} before their end was known`] : [];
  return [...ranked.map(({ summary }) => summary), ...unknown, ...cut];
}

function names({ ranked }: Diagnosis, cause: CauseName): boolean {
  return ranked.some((one) => one.cause === cause);
}

function isSlow({
  performance_metrics: { job_creation: latency },
  plan,
}: Pick<GapReport, 'performance_metrics' | 'plan'>) {
  const { p95_ms: p95, p99_ms: p99 } = latency;
  return p95 === null || p99 === null || p95 > plan.latency_p95_ms || p99 > plan.latency_p99_ms;
}

function recommendationsOf({ ranked, unexplained, cutOff }: Diagnosis): GapReport['recommendations'] {
  const look = `Look at the examples in "classes" and at "ruled_out": ${countText(unexplained, 'missing job')} without a cause`;
  return {
    immediate_actions: ranked.map(({ immediateAction }) => immediateAction),
    next_steps: [
      ...new Set(ranked.map(({ nextStep }) => nextStep)),
      ...(unexplained > 0 ? [look] : []),
      ...(cutOff > 0 ? ['Let the run come to its own end: what it has not seen it cannot judge.'] : []),
    ],
  };
}
