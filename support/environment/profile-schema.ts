// The schema of an environment's profile: every setting, its default where the requirement fixes one, and what is valid.
import { z } from 'zod';

const milliseconds = (fallback: number) =>
  z.int().positive().default(fallback).describe('a whole number of milliseconds above 0');
const count = () => z.int().positive().describe('a whole number above 0');
const share = () => z.number().min(0).max(1).describe('a number from 0 to 1');
const text = () => z.string().min(1).describe('a text that is not empty');
const flag = (fallback: boolean) => z.boolean().default(fallback).describe('true or false');
const quantity = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/)
    .describe('a Kubernetes quantity in quotes, such as "250m" or "64Mi"');
const labels = () =>
  z
    .record(z.string(), text())
    .refine((value) => Object.keys(value).length > 0)
    .describe('at least one label, such as "app: focus-server"');
const pattern = () => z.string().refine(isRegularExpression).describe('a regular expression');
const bounds = () =>
  z
    .strictObject({ min: quantity(), max: quantity() })
    .describe('a map with "min" and "max", both Kubernetes quantities');
const namespace = () =>
  z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    .describe('the name of a Kubernetes namespace, such as "panda"');
const address = () =>
  z.url({ protocol: /^https?$/ }).describe('an http or https address, such as "https://host/focus-server"');
const map = 'a map of settings';

/** What the suite may do to an environment; a scenario names what it needs with `@requires:<capability>`. */
const capabilities = z
  .strictObject({
    cancel: flag(true),
    disturb: flag(false),
    quotas: flag(false),
    load: flag(false),
    steerDataSource: flag(false),
  })
  .describe(map);

/** How long the suite waits. Those that the requirement fixes (10 s, 30 s, 30 s) are its defaults. */
const deadlines = z
  .strictObject({
    requestMs: milliseconds(30_000),
    podCreatedMs: milliseconds(10_000),
    podRunningMs: milliseconds(30_000),
    cleanedUpMs: milliseconds(30_000),
    streamReadyMs: milliseconds(10_000),
    serverReadyMs: milliseconds(120_000),
    preflightMs: milliseconds(10_000),
  })
  .describe(map);

/** What a job's containers have to ask for; requests and limits lie within the bounds. */
const resources = z
  .strictObject({
    cpu: bounds().default({ min: '1m', max: '8' }),
    memory: bounds().default({ min: '1Mi', max: '16Gi' }),
    gpu: z
      .strictObject({ resource: text(), share: count() })
      .nullable()
      .default({ resource: 'nvidia.com/gpu.shared', share: 1 })
      .describe('a map with "resource" and "share", or null where jobs get no GPU'),
  })
  .describe(map);

/** Limits that the product's team uses; latencies in milliseconds, use as a share of what there is. */
const thresholds = z
  .strictObject({
    latencyP95Ms: milliseconds(500),
    latencyP99Ms: milliseconds(1_000),
    errorRate: share().default(0.05),
    cpuWarning: share().default(0.7),
    cpuCritical: share().default(0.85),
    memoryWarning: share().default(0.75),
    memoryCritical: share().default(0.9),
  })
  .describe(map);

const capacity = z
  .strictObject({
    target: count().default(200),
    minimum: count().default(200),
    workers: count().default(50),
    ramp: z.array(count()).default([]).describe('a list of whole numbers above 0, such as [10, 20, 30]'),
    successRate: share().default(0.95),
    enforcement: z.enum(['required', 'informational']).default('required').describe('"required" or "informational"'),
  })
  .refine(({ minimum, target }) => minimum <= target, {
    path: ['minimum'],
    error: 'a number that is not above "target"',
  })
  .describe(map);

const stability = z
  .strictObject({ durationMs: milliseconds(3_600_000), intervalMs: milliseconds(300_000) })
  .refine(({ durationMs, intervalMs }) => intervalMs <= durationMs, {
    path: ['intervalMs'],
    error: 'a time that is not above "durationMs"',
  })
  .describe(map);

const tls = z.strictObject({ caFile: text().optional(), rejectUnauthorized: flag(true) }).describe(map);

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

const dependency = z.strictObject({ name: text(), labels: labels() }).describe('a map with "name" and "labels"');

export const profileSchema = z
  .strictObject({
    description: text(),
    baseUrl: address().optional(),
    namespace: namespace().default('panda'),
    kubeconfig: text().optional(),
    /** Load and disturbance then need the consent of the command line too. */
    protected: flag(false),
    server: z
      .strictObject({ labels: labels() })
      .describe(map)
      .default({ labels: { app: 'focus-server' } }),
    dependencies: z.array(dependency).default([]).describe('a list of maps with "name" and "labels"'),
    tls: tls.prefault({}),
    deadlines: deadlines.prefault({}),
    resources: resources.prefault({}),
    thresholds: thresholds.prefault({}),
    capacity: capacity.prefault({}),
    stability: stability.prefault({}),
    logErrorPatterns: z
      .array(pattern())
      .default(['\\b(ERROR|FATAL|CRITICAL)\\b', '^Traceback'])
      .describe('a list of regular expressions'),
    capabilities: capabilities.prefault({}),
    knownGaps: z.array(knownGap).default([]).describe('a list of maps with "key", "scenario", "until" and "reason"'),
  })
  .describe(map);

/** The environment variables that override a profile. */
export const overridesSchema = z.object({
  FOCUS_ENV: z.string().default('sandbox'),
  FOCUS_BASE_URL: address().optional(),
  FOCUS_NAMESPACE: namespace().optional(),
  FOCUS_CA_FILE: text().optional(),
  KUBECONFIG: text().optional(),
});

export type Overrides = z.infer<typeof overridesSchema>;
export type Profile = z.infer<typeof profileSchema>;
export type KnownGap = z.infer<typeof knownGap>;
export type Capability = keyof Profile['capabilities'];

function isRegularExpression(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
