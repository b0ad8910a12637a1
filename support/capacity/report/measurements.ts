// The measurements of a run, in the format of the gap report and the baseline.
import { type CapacityJob, type CapacityRecord, type JobClass, jobClasses } from '../capacity-record';
import { formatGroupedCount, formatShare, toQuotable } from '../figures';
import { summarizeLatencies } from './latencies';
import type { Measurements } from './measurements-schema';
import { clocks, formatReportTime, timeZone } from './report-times';
import { summarizeResources } from './resource-usage';
import { createTimeline } from './timeline';

const jiraReference = 'PZ-13756';

/** Whether as many jobs as the target were alive at once, in a complete run. */
export function meetsTarget({ plateau, plan, interrupted }: CapacityRecord): boolean {
  return plateau.alive >= plan.target && (interrupted === undefined || plateau.heldMs >= plan.plateauMs);
}

export function createMetadata(record: CapacityRecord, now: Date) {
  return {
    generated_at: formatReportTime(now),
    time_zone: timeZone,
    run_started_at: formatReportTime(record.startedAt),
    run_ms: Math.round(record.endedMs),
    interrupted: record.interrupted === undefined ? null : toQuotable(record.interrupted),
    jira_reference: jiraReference,
  } as const;
}

export function createMeasurements(record: CapacityRecord): Measurements {
  const { environment, plan, plateau, steps } = record;
  return {
    environment: {
      name: toQuotable(environment.name),
      namespace: toQuotable(environment.namespace),
      is_target_environment: plan.enforcement === 'required',
      enforcement: plan.enforcement,
    },
    plan: describePlan(record),
    capacity_analysis: analyzeCapacity(record),
    classes: summarizeClasses(record.jobs),
    plateau: {
      alive: plateau.alive,
      planned: plan.target,
      from_ms: Math.round(plateau.fromMs),
      held_ms: Math.round(plateau.heldMs),
      planned_ms: plan.plateauMs,
    },
    ramp_steps: steps.map(({ wanted, alive, degraded }) => ({ wanted, alive, degraded })),
    performance_metrics: summarizeLatencies(record),
    system_resources: summarizeResources(record),
    clocks,
    timeline: createTimeline(record),
  };
}

function describePlan({ plan }: CapacityRecord): Measurements['plan'] {
  return {
    target: plan.target,
    minimum: plan.minimum,
    workers: plan.workers,
    steps: [...plan.steps],
    required_success_rate: formatShare(plan.successRate),
    plateau_ms: plan.plateauMs,
    alive_within_ms: plan.aliveWithinMs,
    latency_p95_ms: plan.latencyP95Ms,
    latency_p99_ms: plan.latencyP99Ms,
  };
}

function analyzeCapacity(record: CapacityRecord): Measurements['capacity_analysis'] {
  const { target } = record.plan;
  const { alive } = record.plateau;
  const gap = Math.max(target - alive, 0);
  return {
    target_capacity: target,
    actual_capacity: alive,
    gap,
    gap_percentage: formatShare(gap / target),
    success_rate: formatShare(alive / target),
    asked_for: record.jobs.length,
    not_due: Math.max(target - record.jobs.length, 0),
    not_due_because: findReasonNotDue(record),
  };
}

function findReasonNotDue({ jobs, plan, steps, interrupted }: CapacityRecord): string | null {
  if (jobs.length >= plan.target) return null;
  if (interrupted !== undefined) return `the run was interrupted (${toQuotable(interrupted)})`;
  const degraded = steps.find((step) => step.degraded);
  if (degraded === undefined) return 'the run ended before';
  return `the ramp stopped at its first degradation: ${degraded.alive} of ${formatGroupedCount(degraded.wanted, 'job')} were alive`;
}

function summarizeClasses(jobs: readonly CapacityJob[]): Measurements['classes'] {
  const entries = jobClasses.map((name) => {
    const members = jobs.filter((job) => job.class === name);
    return [name, { count: members.length, example: createExample(name, members) }];
  });
  return Object.fromEntries(entries) as Measurements['classes'];
}

function createExample(name: JobClass, [job]: readonly CapacityJob[]) {
  if (name === 'alive' || job === undefined) return null;
  const { number, reason, answer } = job;
  const text = answer === undefined ? null : toQuotable(answer.text, 500);
  return { job: number, reason: toQuotable(reason, 500), status: answer?.status ?? null, answer: text };
}
