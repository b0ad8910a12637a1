// The settings of the stand-in's programs: read from their container's environment, checked once.
import { z } from 'zod';
import { podBehaviorVariable } from './pod-behavior';

const seconds = z.coerce.number().positive();

const quantities = z.record(z.string(), z.string()).default({});
const resources = z.object({ requests: quantities, limits: quantities });

const serverSchema = z.object({
  POD_IP: z.string().min(1),
  PORT: z.coerce.number().int().default(8080),
  /** Image, pull policy and command (JSON list) of the jobs' containers. */
  JOB_IMAGE: z.string().min(1),
  JOB_IMAGE_PULL_POLICY: z.string().default('IfNotPresent'),
  JOB_COMMAND: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  /** Requests and limits of the streaming container that replace the default ones (JSON). */
  JOB_RESOURCES: z
    .string()
    .default('{}')
    .transform((text) => resources.parse(JSON.parse(text))),
  CLEANUP_SERVICE_ACCOUNT: z.string().min(1),
  /** Host at which the jobs' NodePorts answer. */
  STREAM_HOST: z.string().min(1),
  SLOTS: z.coerce.number().int().positive().default(256),
  /** End of the cluster's range of NodePorts, which begins at 30000. */
  GRACE_SECONDS: z.coerce.number().int().min(0).default(5),
  LAST_NODE_PORT: z.coerce.number().int().min(30_000).max(65_535).default(32_767),
  IDLE_SECONDS: seconds.default(50),
  /** Whether live data flows, unless a ConfigMap decides otherwise. */
  LIVE_DATA: z.enum(['flowing', 'waiting for fiber']).default('flowing'),
  /** The backlog's `GET /metadata/{job_id}`. */
  METADATA: z.enum(['absent', 'present']).default('absent'),
  /** Names of faults of the server, separated by commas. */
  FAULTS: z
    .string()
    .default('')
    .transform((names) => names.split(',').filter(Boolean)),
  /** Passed on to the pods of jobs. */
  POD_BEHAVIOR: z.string().default(''),
});

const streamSchema = z.object({
  POD_IP: z.string().min(1),
  PORT: z.coerce.number().int().default(5000),
  JOB_ID: z.string().min(1),
  IDLE_SECONDS: seconds.default(50),
  POD_BEHAVIOR: podBehaviorVariable,
});

const cleanupSchema = z.object({
  JOB_ID: z.string().min(1),
  CHECK_SECONDS: seconds.default(10),
  POD_BEHAVIOR: podBehaviorVariable,
});

const dependencySchema = z.object({
  POD_IP: z.string().min(1),
  NAME: z.string().min(1),
  PORT: z.coerce.number().int(),
  POD_BEHAVIOR: podBehaviorVariable,
});

export type ServerSettings = z.infer<typeof serverSchema>;
export type StreamSettings = z.infer<typeof streamSchema>;
export type CleanupSettings = z.infer<typeof cleanupSchema>;
export type DependencySettings = z.infer<typeof dependencySchema>;

type Environment = Readonly<Record<string, string>>;

/** Settings of the REST server. Throws an error that names each wrong variable, as all of these do. */
export function readServerSettings(env: Environment): ServerSettings {
  return read(serverSchema, env);
}

/** Settings of a job's streaming container. */
export function readStreamSettings(env: Environment): StreamSettings {
  return read(streamSchema, env);
}

/** Settings of a job's cleanup container. */
export function readCleanupSettings(env: Environment): CleanupSettings {
  return read(cleanupSchema, env);
}

/** Settings of a pod that stands for a dependency. */
export function readDependencySettings(env: Environment): DependencySettings {
  return read(dependencySchema, env);
}

function read<T>(schema: z.ZodType<T>, env: Environment): T {
  const result = schema.safeParse(env);
  if (!result.success) {
    throw new Error(`wrong environment of the container: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}
