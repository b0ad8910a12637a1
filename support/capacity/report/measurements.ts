// What a run measured, in the form of the gap report and the baseline.
import { type CapacityJob, type CapacityRecord, type JobClass, jobClasses } from '../capacity-record';
import { countText, percentText, quotable } from '../figures';
import { latenciesOf } from './latencies';
import type { Measurements } from './measurements-schema';
import { clocks, reportTime, timeZone } from './report-times';
import { resourcesOf } from './resource-use';
import { timelineOf } from './timeline';

const jiraReference = 'PZ-13756';

/** Whether as many jobs as the target were alive at once in a run that came to its own end. */
export function meetsTarget({ plateau, plan, interrupted }: CapacityRecord): boolean {
  return plateau.alive >= plan.target && (interrupted === undefined || plateau.heldMs >= plan.plateauMs);
}

export function metadataOf(record: CapacityRecord, now: Date) {
  return {
    generated_at: reportTime(now),
    time_zone: timeZone,
    run_started_at: reportTime(record.startedAt),
    run_ms: Math.round(record.endedMs),
    interrupted: record.interrupted === undefined ? null : quotable(record.interrupted),
    jira_reference: jiraReference,
  } as const;
}

export function measurementsOf(record: CapacityRecord): Measurements {
  const { environment, plan, plateau, steps } = record;
  return {
    environment: {
      name: quotable(environment.name),
      namespace: quotable(environment.namespace),
      is_target_environment: plan.enforcement === 'required',
      enforcement: plan.enforcement,
    },
    plan: planOf(record),
    capacity_analysis: analysisOf(record),
    classes: classesOf(record.jobs),
    plateau: {
      alive: plateau.alive,
      planned: plan.target,
      from_ms: Math.round(plateau.fromMs),
      held_ms: Math.round(plateau.heldMs),
      planned_ms: plan.plateauMs,
    },
    ramp_steps: steps.map(({ wanted, alive, degraded }) => ({ wanted, alive, degraded })),
    performance_metrics: latenciesOf(record),
    system_resources: resourcesOf(record),
    clocks,
    timeline: timelineOf(record),
  };
}

function planOf({ plan }: CapacityRecord): Measurements['plan'] {
  return {
    target: plan.target,
    minimum: plan.minimum,
    workers: plan.workers,
    steps: [...plan.steps],
    required_success_rate: percentText(plan.successRate),
    plateau_ms: plan.plateauMs,
    alive_within_ms: plan.aliveWithinMs,
    latency_p95_ms: plan.latencyP95Ms,
    latency_p99_ms: plan.latencyP99Ms,
  };
}

function analysisOf(record: CapacityRecord): Measurements['capacity_analysis'] {
  const { target } = record.plan;
  const { alive } = record.plateau;
  const gap = Math.max(target - alive, 0);
  return {
    target_capacity: target,
    actual_capacity: alive,
    gap,
    gap_percentage: percentText(gap / target),
    success_rate: percentText(alive / target),
    asked_for: record.jobs.length,
    not_due: Math.max(target - record.jobs.length, 0),
    not_due_because: whyNotDue(record),
  };
}

function whyNotDue({ jobs, plan, steps, interrupted }: CapacityRecord): string | null {
  if (jobs.length >= plan.target) return null;
  if (interrupted !== undefined) return `the run was interrupted (${quotable(interrupted)})`;
  const degraded = steps.find((step) => step.degraded);
  if (degraded === undefined) return 'the run ended before';
  return `the ramp stopped at its first degradation: ${degraded.alive} of ${countText(degraded.wanted, 'job')} were alive`;
}

function classesOf(jobs: readonly CapacityJob[]): Measurements['classes'] {
  const entries = jobClasses.map((name) => {
    const members = jobs.filter((job) => job.class === name);
    return [name, { count: members.length, example: exampleOf(name, members) }];
  });
  return Object.fromEntries(entries) as Measurements['classes'];
}

function exampleOf(name: JobClass, [job]: readonly CapacityJob[]) {
  if (name === 'alive' || job === undefined) return null;
  const { number, reason, answer } = job;
  const text = answer === undefined ? null : quotable(answer.text, 500);
  return { job: number, reason: quotable(reason, 500), status: answer?.status ?? null, answer: text };
}
