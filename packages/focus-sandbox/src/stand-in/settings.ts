// The settings of the stand-in's programs: read from their container's environment, checked once.
import { z } from 'zod';

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
  /** What the streaming container asks for and is limited to, beside the usual (JSON). */
  JOB_RESOURCES: z
    .string()
    .default('{}')
    .transform((text) => resources.parse(JSON.parse(text))),
  CLEANUP_SERVICE_ACCOUNT: z.string().min(1),
  /** Host at which the jobs' NodePorts answer. */
  STREAM_HOST: z.string().min(1),
  SLOTS: z.coerce.number().int().positive().default(256),
  IDLE_SECONDS: seconds.default(50),
  /** Whether live data flows, until a ConfigMap says otherwise. */
  LIVE_DATA: z.enum(['flowing', 'waiting for fiber']).default('flowing'),
  /** The backlog's `GET /metadata/{job_id}`. */
  METADATA: z.enum(['absent', 'present']).default('absent'),
  FAULTS: z.string().default(''),
});

const streamSchema = z.object({
  POD_IP: z.string().min(1),
  PORT: z.coerce.number().int().default(5000),
  JOB_ID: z.string().min(1),
  IDLE_SECONDS: seconds.default(50),
  FAULTS: z.string().default(''),
});

const cleanupSchema = z.object({
  JOB_ID: z.string().min(1),
  CHECK_SECONDS: seconds.default(10),
  FAULTS: z.string().default(''),
});

const dependencySchema = z.object({
  POD_IP: z.string().min(1),
  NAME: z.string().min(1),
  PORT: z.coerce.number().int(),
  FAULTS: z.string().default(''),
});

export type ServerSettings = z.infer<typeof serverSchema>;
export type StreamSettings = z.infer<typeof streamSchema>;
export type CleanupSettings = z.infer<typeof cleanupSchema>;
export type DependencySettings = z.infer<typeof dependencySchema>;

type Environment = Readonly<Record<string, string>>;

/** Settings of the REST server. Throws an error that names each wrong variable. */
export const serverSettings = (env: Environment): ServerSettings => read(serverSchema, env);

/** Settings of a job's streaming container. */
export const streamSettings = (env: Environment): StreamSettings => read(streamSchema, env);

/** Settings of a job's cleanup container. */
export const cleanupSettings = (env: Environment): CleanupSettings => read(cleanupSchema, env);

/** Settings of a pod that stands for a dependency. */
export const dependencySettings = (env: Environment): DependencySettings => read(dependencySchema, env);

function read<T>(schema: z.ZodType<T>, env: Environment): T {
  const result = schema.safeParse(env);
  if (!result.success) {
    throw new Error(`wrong environment of the container: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}
