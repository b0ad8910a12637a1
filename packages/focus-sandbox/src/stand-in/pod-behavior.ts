// What a fault changes in the programs beside the server: plain data, which their pods get as one variable.
import { z } from 'zod';

const schema = z.strictObject({
  /** What the streaming program does at its port: serves gRPC, accepts connections and sends nothing, or does not listen. */
  streaming: z.enum(['grpc', 'silent', 'closed']).default('grpc'),
  /** Whether the streaming program writes to its log. */
  logs: z.boolean().default(true),
  /** Whether the cleanup program ends when its job has ended. */
  cleanupEnds: z.boolean().default(true),
  /** Name of a dependency that listens at another port than its Service leads to. */
  unreachableDependency: z.string().optional(),
  /** The streaming programs of jobs in higher slots end with an error. */
  crashesAboveSlot: z.number().default(Number.MAX_SAFE_INTEGER),
  /** The cleanup programs of jobs in higher slots count them as idle. */
  idleAboveSlot: z.number().default(Number.MAX_SAFE_INTEGER),
});

/** The behaviour of the programs, complete. */
export type PodBehavior = z.infer<typeof schema>;

/** What deviates from the behaviour of healthy programs. */
export type PodDeviations = z.input<typeof schema>;

/** The value of a container's variable, as JSON; an empty text stands for healthy programs. */
export const podBehaviorVariable = z
  .string()
  .default('')
  .transform((text): PodBehavior => schema.parse(JSON.parse(text || '{}')));
