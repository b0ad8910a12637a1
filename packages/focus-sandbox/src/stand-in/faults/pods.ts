// How the pods beside the server show faults. Hundreds of pods load this: it needs nothing else.

export interface PodHooks {
  /** What the streaming program does at its port: speaks gRPC, accepts connections in silence, or does not listen. */
  readonly streaming: 'grpc' | 'mute' | 'deaf';
  /** Whether the streaming program says what it does. */
  readonly logs: boolean;
  /** Whether the cleanup program ends when its job is gone. */
  readonly cleanupEnds: boolean;
  /** Name of a dependency that listens at a port where nobody looks. */
  readonly deafDependency: string | undefined;
  /** The streaming programs of jobs in higher slots end with an error. */
  readonly crashesAboveSlot: number;
  /** The cleanup programs of jobs in higher slots take them for idle, whatever they do. */
  readonly idleAboveSlot: number;
}

export const podFaults: Readonly<Record<string, Partial<PodHooks>>> = {
  'port-without-grpc': { streaming: 'mute' },
  'port-never-listens': { streaming: 'deaf' },
  'program-logs-nothing': { logs: false },
  'cancel-leaves-cleanup-job': { cleanupEnds: false },
  'dependency-not-ready': { deafDependency: 'rabbitmq' },
  'capacity:crash': { crashesAboveSlot: 120 },
  'capacity:idle-cleanup': { idleAboveSlot: 120 },
};

/** What the given faults, their names separated by commas, mean to a pod; those of the server alone mean nothing to it. */
export function podHooksOf(names: string): PodHooks {
  const healthy: PodHooks = {
    streaming: 'grpc',
    logs: true,
    cleanupEnds: true,
    deafDependency: undefined,
    crashesAboveSlot: Number.POSITIVE_INFINITY,
    idleAboveSlot: Number.POSITIVE_INFINITY,
  };
  return Object.assign(healthy, ...names.split(',').map((name) => podFaults[name]));
}
