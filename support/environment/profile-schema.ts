// The schema of an environment's profile: every setting with its default and what is valid. The requirement fixes some defaults.
import { z } from 'zod';
import {
  acceptedOrRefused,
  address,
  bounds,
  count,
  flag,
  labels,
  milliseconds,
  namespace,
  pattern,
  share,
  text,
} from './setting-forms';
import { jiraSettings, xraySettings } from './xray-schema';

const map = 'a map of settings';

/** What the suite may do in an environment; a scenario names what it needs with `@requires:<capability>`. */
const capabilities = z
  .strictObject({
    cancel: flag(true).meta({ meaning: 'may jobs be cancelled through the server?' }),
    disturb: flag(false).meta({ meaning: "may the server's pod be deleted?" }),
    quotas: flag(false).meta({ meaning: 'may a ResourceQuota be set in the namespace?' }),
    holdPorts: flag(false).meta({ meaning: 'may the suite hold a port with its own Service?' }),
    load: flag(false).meta({ meaning: 'may the capacity features put load on the server?' }),
    steerDataSource: flag(false).meta({ meaning: 'may the suite switch live data and recordings on and off?' }),
    breakClusterApi: flag(false).meta({
      meaning: 'may the suite make the Kubernetes API fail? Only the sandbox supports it',
    }),
  })
  .describe(map);

/**
 * How long the suite waits. The defaults are those of the requirement where it fixes one: 10 s, 30 s, and 35 s until a job is gone, because a pod
 * that is deleted while its container starts takes its whole grace period, which is 30 s by default.
 */
const deadlines = z
  .strictObject({
    requestMs: milliseconds(30_000).meta({ meaning: 'an answer of the Focus Server' }),
    podCreatedMs: milliseconds(10_000).meta({ meaning: 'from an accepted job to its pod' }),
    podRunningMs: milliseconds(30_000).meta({ meaning: 'from an accepted job to a pod that is Running and Ready' }),
    cleanedUpMs: milliseconds(35_000).meta({ meaning: 'from a cancel until nothing of the job is left' }),
    takenBackMs: milliseconds(35_000).meta({ meaning: 'from a refusal until nothing of a half-created job is left' }),
    streamReadyMs: milliseconds(10_000).meta({ meaning: 'until the stream address answers as a gRPC server' }),
    serverReadyMs: milliseconds(120_000).meta({ meaning: 'until the server is Ready again after a restart' }),
    metricsMs: milliseconds(120_000).meta({
      meaning: 'from an accepted job to the first sample of its CPU and memory usage',
    }),
    preflightMs: milliseconds(10_000).meta({
      meaning: 'each check of the environment before the run, and an answer of the API server at any time',
    }),
  })
  .describe(map);

/** What the containers of a job must request; requests and limits lie within the bounds. */
const resources = z
  .strictObject({
    cpu: bounds().default({ min: '1m', max: '8' }).meta({ meaning: 'bounds of the CPU requests and limits of a job' }),
    memory: bounds()
      .default({ min: '1Mi', max: '16Gi' })
      .meta({ meaning: 'bounds of the memory requests and limits of a job' }),
    gpu: z
      .strictObject({ resource: text(), share: count() })
      .nullable()
      .default({ resource: 'nvidia.com/gpu.shared', share: 1 })
      .describe('a map with "resource" and "share", or null where jobs get no GPU')
      .meta({ meaning: 'the GPU share that each job requests' }),
  })
  .describe(map);

/** Limits that the product team uses; latencies in milliseconds, usage as a share of the limit. */
const thresholds = z
  .strictObject({
    latencyP95Ms: milliseconds(500).meta({ meaning: '95 % of jobs are answered within this time' }),
    latencyP99Ms: milliseconds(1_000).meta({ meaning: '99 % of jobs are answered within this time' }),
    cpuWarning: share().default(0.7).meta({ meaning: 'CPU usage that is worth a warning' }),
    cpuCritical: share().default(0.85).meta({ meaning: 'CPU usage that is too high' }),
    memoryWarning: share().default(0.75).meta({ meaning: 'memory usage that is worth a warning' }),
    memoryCritical: share().default(0.9).meta({ meaning: 'memory usage that is too high' }),
  })
  .describe(map);

const capacity = z
  .strictObject({
    target: count().default(200).meta({ meaning: 'jobs that have to be alive at once' }),
    minimum: count().default(200).meta({ meaning: 'jobs below which the environment counts as degraded' }),
    workers: count().default(50).meta({ meaning: 'requests in flight at once' }),
    ramp: z
      .array(count())
      .default([])
      .describe('a list of whole numbers above 0, such as [10, 20, 30]')
      .meta({ meaning: 'steps on the way to the target; none: one burst' }),
    successRate: share().default(0.95).meta({ meaning: 'share of the target that has to be alive' }),
    plateauMs: milliseconds(60_000).meta({ meaning: 'how long the jobs have to be alive together' }),
    repeats: count()
      .default(2)
      .meta({ meaning: 'how often the search for the largest number of jobs tries each number' }),
    enforcement: z
      .enum(['required', 'informational'])
      .default('required')
      .describe('"required" or "informational"')
      .meta({ meaning: 'whether too little capacity fails the run (required) or is only reported (informational)' }),
  })
  .refine(({ minimum, target }) => minimum <= target, {
    path: ['minimum'],
    error: 'a number that is not above "target"',
  })
  .describe(map);

const stability = z
  .strictObject({
    durationMs: milliseconds(3_600_000).meta({ meaning: 'how long the soak takes' }),
    intervalMs: milliseconds(300_000).meta({ meaning: 'from one job of the soak to the next' }),
    memoryGrowth: share()
      .default(0.005)
      .meta({ meaning: "growth of the server's memory from one job to the next that is no leak yet, as a share" }),
    latencyGrowth: share()
      .default(0.5)
      .meta({ meaning: 'growth of the latency over the whole soak that is no drift yet, as a share' }),
  })
  .refine(({ durationMs, intervalMs }) => intervalMs <= durationMs / 10, {
    path: ['intervalMs'],
    error: 'at most a tenth of "durationMs": a trend needs ten jobs',
  })
  .describe(map);

const tls = z
  .strictObject({
    caFile: text().optional().meta({ meaning: "PEM file of the authority that signed the server's certificate" }),
    rejectUnauthorized: flag(true).meta({ meaning: 'false accepts any certificate of the Focus Server' }),
  })
  .describe(map);

/** A requirement that the environment is known not to meet yet. `scenario` is the scenario's `@id:…` tag; `until` is the last day it is tolerated (UTC). */
const knownGap = z
  .strictObject({
    key: z
      .string()
      .regex(/^[A-Z][A-Z0-9]+-(\d+|X+)$/)
      .describe('a Jira key, such as "PZ-13899"'),
    scenario: z
      .string()
      .regex(/^@id:[a-z0-9-]+$/)
      .describe('the tag of a scenario, such as "@id:cancel-cleans-up"'),
    until: z.iso.date().describe('a date in quotes, such as "2027-03-31"'),
    reason: text(),
  })
  .describe('a map with "key", "scenario", "until" and "reason"');

/** The intended outcome of a job, where the requirement allows several. */
const outcomes = z
  .strictObject({
    takenPort: z.enum(['another', 'refused']).default('another').describe('"another" or "refused"').meta({
      meaning: 'a job whose next port another Service holds: it gets another port, or is refused with 409',
    }),
    partlyRecorded: acceptedOrRefused().meta({ meaning: 'a historic job whose range is only partly recorded' }),
    runningRecording: acceptedOrRefused().meta({ meaning: 'a historic job of a recording that is still running' }),
  })
  .describe(map);

const dependency = z.strictObject({ name: text(), labels: labels() }).describe('a map with "name" and "labels"');

export const profileSchema = z
  .strictObject({
    description: text().meta({ meaning: 'what the environment is, in one line' }),
    baseUrl: address().optional().meta({ meaning: 'address of the Focus Server' }),
    namespace: namespace().default('panda').meta({ meaning: 'where the server runs and creates jobs' }),
    kubeconfig: text().optional().meta({ meaning: 'path of a kubeconfig; default: KUBECONFIG or its usual default' }),
    sandbox: flag(false).meta({ meaning: 'the environment is a sandbox that the run starts' }),
    protected: flag(false).meta({
      meaning: 'users work here: load and disruption also need the consent of the command line',
    }),
    shared: flag(false).meta({
      meaning:
        'other users open investigations during a run: a job that no answer names may be theirs, and is not removed',
    }),
    removalsAtOnce: count().default(12).meta({
      meaning:
        'how many jobs of finished scenarios may still be in removal while the next scenarios run; real servers have few slots',
    }),
    refusalsAtOnce: count().default(20).meta({
      meaning: 'how many wrong requests of one table of a feature are sent at the same moment; 1 sends each alone',
    }),
    server: z
      .strictObject({ labels: labels() })
      .describe(map)
      .default({ labels: { app: 'focus-server' } })
      .meta({ meaning: "how the server's pods are found" }),
    dependencies: z
      .array(dependency)
      .default([])
      .describe('a list of maps with "name" and "labels"')
      .meta({ meaning: 'what the server needs in order to be Ready' }),
    tls: tls.prefault({}),
    deadlines: deadlines.prefault({}),
    resources: resources.prefault({}),
    thresholds: thresholds.prefault({}),
    capacity: capacity.prefault({}),
    stability: stability.prefault({}),
    logErrorPatterns: z
      .array(pattern())
      .default(['\\b(ERROR|FATAL|CRITICAL)\\b', '^Traceback'])
      .describe('a list of regular expressions')
      .meta({ meaning: "what counts as an error in the server's log" }),
    outcomes: outcomes.prefault({}),
    capabilities: capabilities.prefault({}),
    knownGaps: z
      .array(knownGap)
      .default([])
      .describe('a list of maps with "key", "scenario", "until" and "reason"')
      .meta({ meaning: 'requirements that are known not to be met yet' }),
    jira: jiraSettings.prefault({}),
    xray: xraySettings.prefault({}),
  })
  .describe(map);

export type Profile = z.infer<typeof profileSchema>;
export type KnownGap = z.infer<typeof knownGap>;
export type Capability = keyof Profile['capabilities'];
