// The parts of the file formats that the gap report and the baseline have in common.
import { z } from 'zod';
import type { JobClass } from '../capacity-record';

export const latencyFigures = ['mean_ms', 'p50_ms', 'p95_ms', 'p99_ms', 'max_ms'] as const;

const count = () => z.int().min(0);
const amount = () => z.number();
const ms = () => z.number().min(0);
const percentage = () => z.string().regex(/^-?\d+\.\d{2}%$/);
const time = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
    .describe('without a zone; report_metadata.time_zone names it');

export const metadata = <Type extends string>(type: Type) =>
  z.strictObject({
    report_type: z.literal(type),
    generated_at: time(),
    time_zone: z.literal('UTC'),
    run_started_at: time(),
    run_ms: ms().describe('until the last job was checked'),
    interrupted: z.string().nullable().describe('why the run was cut off; null if it was complete'),
    jira_reference: z.string(),
  });

const environment = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  is_target_environment: z.boolean().describe('whether too little capacity fails the run there'),
  enforcement: z.enum(['required', 'informational']),
});

const plan = z.strictObject({
  target: count(),
  minimum: count(),
  workers: count().describe('the largest number of requests in flight'),
  steps: z.array(count()),
  required_success_rate: percentage(),
  plateau_ms: ms(),
  alive_within_ms: ms(),
  latency_p95_ms: ms(),
  latency_p99_ms: ms(),
});

const capacityAnalysis = z.strictObject({
  target_capacity: count(),
  actual_capacity: count().describe('jobs that were alive together'),
  gap: count(),
  gap_percentage: percentage(),
  success_rate: percentage().describe('share of the target that was alive'),
  asked_for: count().describe('jobs that were due: the sum of the classes'),
  not_due: count().describe('jobs of the target that were never due'),
  not_due_because: z.string().nullable(),
});

const example = z.strictObject({
  job: count().describe('its number in the order in which the jobs were due'),
  reason: z.string(),
  status: z.int().nullable(),
  answer: z.string().nullable(),
});

const jobClass = z.strictObject({ count: count(), example: example.nullable() }).meta({ id: 'JobClass' });

/** Every figure is null, with a reason, if there is no data. */
const latency = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    clock: z.string(),
    mean_ms: ms().nullable(),
    p50_ms: ms().nullable(),
    p95_ms: ms().nullable(),
    p99_ms: ms().nullable(),
    max_ms: ms().nullable(),
    count: count().describe('jobs in these figures'),
    unfinished: count().describe('of them, unfinished jobs: each counts with its time until the end of the run'),
    at_least: z.array(z.enum(latencyFigures)).describe('figures that unfinished jobs would raise'),
    no_data: z.string().nullable(),
  })
  .meta({ id: 'Latency' });
export type Latency = z.infer<typeof latency>;

const performanceMetrics = z.strictObject({
  job_creation: latency,
  accepted_job_creation: latency,
  waiting_for_worker: latency,
  request: latency,
  accepted_to_scheduled: latency,
  scheduled_to_started: latency,
  started_to_ready: latency,
  ready_to_answering: latency,
  due_to_alive: latency,
});

const unit = z.enum(['cores', 'MiB', 'pieces']);
const nodeResource = z
  .strictObject({
    unit,
    allocatable: amount().nullable(),
    requested: z.strictObject({ before: amount(), mean: amount(), peak: amount() }).nullable(),
    used: z.strictObject({ mean: amount(), peak: amount() }).nullable(),
  })
  .meta({ id: 'NodeResource' });

const systemResources = z.strictObject({
  nodes: z.array(
    z.strictObject({
      name: z.string(),
      ready: z.boolean(),
      cordoned: z.boolean(),
      condition: z.string(),
      samples: count(),
      resources: z.record(z.string(), nodeResource),
    }),
  ),
  per_job: z.record(z.string(), z.strictObject({ unit, requested: amount() })),
  quotas: z.array(
    z.strictObject({
      name: z.string(),
      hard: z.record(z.string(), amount()),
      used: z.record(z.string(), amount()),
    }),
  ),
  node_ports_before: count(),
  not_measured: z.string().nullable(),
  server_changes: z.array(z.string()),
  server_log: z.array(z.string()),
  api_calls: z.strictObject({ calls: count(), throttled: count() }),
});

const point = z.strictObject({
  at_ms: ms(),
  asked: count(),
  accepted: count(),
  ready: count(),
  alive: count().describe('at this moment; the other figures are totals'),
  failed: count(),
});
export type TimelinePoint = z.infer<typeof point>;

const comparison = z.strictObject({
  baseline: z.string().nullable().describe('the file that this run is compared with'),
  baseline_generated_at: time().nullable(),
  notable_from: percentage().describe('a smaller change of a latency or a resource counts as noise'),
  notable_from_ms: ms().describe('so does a smaller change of a latency'),
  changes: z.array(
    z.strictObject({
      figure: z.string(),
      unit: z.string(),
      before: amount(),
      now: amount(),
      change: percentage().nullable(),
      notable: z.boolean(),
    }),
  ),
  ignored_files: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
});
export type Comparison = z.infer<typeof comparison>;

/** The content of both files after `report_metadata`. */
export const measurements = {
  environment,
  plan,
  capacity_analysis: capacityAnalysis,
  classes: z.strictObject({
    alive: jobClass,
    refused: jobClass,
    pending: jobClass,
    failed: jobClass,
    lost: jobClass,
  } satisfies Record<JobClass, typeof jobClass>),
  plateau: z.strictObject({ alive: count(), planned: count(), from_ms: ms(), held_ms: ms(), planned_ms: ms() }),
  ramp_steps: z.array(z.strictObject({ wanted: count(), alive: count(), degraded: z.boolean() })),
  performance_metrics: performanceMetrics,
  system_resources: systemResources,
  clocks: z.array(z.strictObject({ figure: z.string(), clock: z.string() })),
  timeline: z.array(point),
  comparison,
};
const measurementsSchema = z.strictObject(measurements);
export type Measurements = Omit<z.infer<typeof measurementsSchema>, 'comparison'>;
