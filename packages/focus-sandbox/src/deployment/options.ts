// How the stand-in Focus Server is deployed: the options and their defaults.
import type { PodDeviations } from '../stand-in/pod-behavior';

/** Every setting is optional; the defaults are those of the sandbox. */
export interface StandInOptions {
  /** Default `panda`. Created when absent. */
  readonly namespace?: string;
  /** Image of every container. Default `localhost/focus:1`. */
  readonly image?: string;
  /** Default `Never` for images of `localhost/`, else `IfNotPresent`. */
  readonly imagePullPolicy?: string;
  /** Command of every container; its arguments follow. Default `node /app/main.js`. */
  readonly command?: readonly string[];
  /** Names of faults with a part of the server. Default: none. */
  readonly serverFaults?: readonly string[];
  /** How the programs beside the server deviate from healthy ones. Default: not at all. */
  readonly podDeviations?: PodDeviations;
  /** Concurrent jobs. Default 256. */
  readonly slots?: number;
  /** End of the cluster's range of NodePorts, which begins at 30000. Default 32767. */
  readonly lastNodePort?: number;
  /** Seconds that a job's pod has to end after its cancel. Default 5; that of Kubernetes is 30. */
  readonly graceSeconds?: number;
  /** Requests and limits of a streaming container that replace the default ones. */
  readonly streamResources?: StreamResources;
  /** `hard` of a ResourceQuota in the namespace. Default: there is none. */
  readonly quota?: Readonly<Record<string, string>>;
  /** NodePorts that other Services leave free. Default: all. */
  readonly freeNodePorts?: number;
  /** A job without an open channel ends after this time. Default 50 s. */
  readonly idleSeconds?: number;
  /** Whether live data flows. Default `flowing`. */
  readonly liveData?: 'flowing' | 'waiting for fiber';
  /** The backlog's `GET /metadata/{job_id}`. Default `absent`. */
  readonly metadata?: 'absent' | 'present';
  /** Time for everything to be Ready. Default 90 s. */
  readonly readyDeadlineMs?: number;
}

/** Kubernetes quantities by resource. */
interface StreamResources {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

export type StandInSettings = Required<StandInOptions>;

/** Completes the options with the defaults. */
export function resolveSettings(options: StandInOptions): StandInSettings {
  const { image = 'localhost/focus:1' } = options;
  return {
    namespace: 'panda',
    image,
    imagePullPolicy: image.startsWith('localhost/') ? 'Never' : 'IfNotPresent',
    command: ['node', '/app/main.js'],
    serverFaults: [],
    podDeviations: {},
    slots: 256,
    lastNodePort: 32_767,
    graceSeconds: 5,
    streamResources: {},
    quota: {},
    freeNodePorts: Number.POSITIVE_INFINITY,
    idleSeconds: 50,
    liveData: 'flowing',
    metadata: 'absent',
    readyDeadlineMs: 90_000,
    ...options,
  };
}
