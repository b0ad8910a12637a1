// A cluster without an API server for the tests of controllers and nodes: store, controllers and nodes in this process.
import type { TestContext } from 'node:test';
import type { AddressBlock } from '../src/address-block';
import type { NodeSpec } from '../src/cluster-options';
import type { Program } from '../src/container-program';
import { startControllers } from '../src/controllers';
import { EventRecorder } from '../src/event-recorder';
import { type Nodes, startNodes } from '../src/node';
import type { ClusterPolicy, Selector } from '../src/policies';
import { Policies } from '../src/policy-lookup';
import { createStore, type NewObject, type Resource, type Store, type Stored } from '../src/store';

export interface SmallClusterOptions {
  readonly store?: Store;
  readonly programs?: Readonly<Record<string, Program>>;
  readonly nodes?: readonly NodeSpec[];
  readonly policies?: readonly ClusterPolicy[];
  /** Default 0. */
  readonly podStartMs?: number;
  readonly instantPods?: Selector;
}

export interface SmallCluster {
  readonly store: Store;
  readonly nodes: Nodes;
  readonly nodeAddress: string;
  /** Reasons of the events about an object, in the order in which they were first recorded. */
  reasons(name: string): readonly string[];
  /** Messages of the events about an object that have this reason. */
  messages(name: string, reason: string): readonly string[];
}

/** Runs until it is signalled to stop, and then ends with 0. */
export const waits: Program = async ({ signal, log }) => {
  log('waiting');
  if (!signal.aborted) {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  return 0;
};

/** A program that ends immediately with an exit code. */
export function exitWith(code: number): Program {
  return async ({ log }) => {
    log(`exiting with ${code}`);
    return code;
  };
}

export const largeNode: NodeSpec = {
  name: 'worker-node',
  allocatable: { cpu: '8', memory: '16Gi', pods: '100', 'example.com/gpu': '2' },
};

/** Starts a cluster that ends with the test. */
export function startSmallCluster(context: TestContext, options: SmallClusterOptions = {}): SmallCluster {
  const { store = createStore(), podStartMs = 0, instantPods } = options;
  for (const name of ['default', 'team']) store.create('namespaces', { metadata: { name } });
  const policies = new Policies(options.policies);
  const common = { recorder: new EventRecorder(store, policies), policies };
  const timings = { podBackoff: { initialMs: 10, maxMs: 20 } };
  const controllers = startControllers(store, { ...common, timings });
  const addresses = chooseTestBlock();
  const nodes = startNodes(store, {
    ...common,
    images: new Map(Object.entries(options.programs ?? { waits })),
    nodes: options.nodes ?? [largeNode],
    addresses,
    podStartMs: { min: podStartMs, max: podStartMs },
    ...(instantPods === undefined ? {} : { instantPods }),
    apiServer: { host: '127.0.0.1', port: 6443, caPem: 'CA' },
    tokens: { issue: (namespace, name) => `token of ${namespace}/${name}` },
  });
  context.after(async () => {
    controllers.stop();
    await nodes.stop();
  });
  return { store, nodes, nodeAddress: addresses.base.replace(/0$/, '1'), ...createEventReaders(store) };
}

/** Resolves to the first state of the object that fulfils the condition; the present one counts. Rejects after 5 s with the last state. */
export function waitUntil<R extends Resource>(
  store: Store,
  [resource, name]: readonly [R, string],
  condition: (object: Stored<R>) => boolean,
): Promise<Stored<R>> {
  const find = (): Stored<R> | undefined => store.find(resource, 'team', name);
  return eventually(store, resource, find, (object) => object !== undefined && condition(object)) as Promise<Stored<R>>;
}

/** Resolves when the object does not exist. Rejects after 5 s with its last state. */
export async function waitUntilGone(store: Store, [resource, name]: readonly [Resource, string]): Promise<void> {
  await eventually(
    store,
    resource,
    () => store.find(resource, 'team', name),
    (object) => object === undefined,
  );
}

/** Resolves to the objects of a resource once they are as many and fulfil the condition. */
export function waitUntilAll<R extends Resource>(
  store: Store,
  resource: R,
  condition: (objects: readonly Stored<R>[]) => boolean,
): Promise<readonly Stored<R>[]> {
  return eventually(store, resource, () => store.list(resource, 'team'), condition);
}

/** A pod of one container `main` with an image that is a program's name. */
export function createPod(name: string, image: string, more: object = {}, container: object = {}): NewObject<'pods'> {
  const containers = [{ name: 'main', image, imagePullPolicy: 'Never', ...container }];
  return {
    metadata: { name, namespace: 'team', labels: { app: name } },
    spec: { containers, ...more },
  } as NewObject<'pods'>;
}

/** A Job whose pods run an image that is a program's name. */
export function createJob(name: string, image: string, spec: object = {}, podSpec: object = {}): NewObject<'jobs'> {
  const containers = [{ name: 'main', image, imagePullPolicy: 'Never' }];
  const template = { metadata: { labels: { app: name } }, spec: { restartPolicy: 'Never', containers, ...podSpec } };
  return { metadata: { name, namespace: 'team' }, spec: { backoffLimit: 0, template, ...spec } } as NewObject<'jobs'>;
}

/** The status of a pod's condition. */
export function getCondition(pod: Stored<'pods'>, type: string): string | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type)?.status;
}

const deadlineMs = 5_000;

async function eventually<State>(
  store: Store,
  resource: Resource,
  look: () => State,
  condition: (state: State) => boolean,
): Promise<State> {
  if (condition(look())) return look();
  const { promise, resolve, reject } = Promise.withResolvers<State>();
  const unsubscribe = store.watch(resource, () => {
    if (condition(look())) resolve(look());
  });
  const late = (): void => reject(new Error(`not so after ${deadlineMs} ms; last state: ${JSON.stringify(look())}`));
  const timer = setTimeout(late, deadlineMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}

function createEventReaders(store: Store): Pick<SmallCluster, 'reasons' | 'messages'> {
  const about = (name: string): Stored<'events'>[] => {
    const events = ['team', 'default'].flatMap((namespace) => store.list('events', namespace));
    const own = events.filter(({ involvedObject }) => involvedObject.name === name);
    return own.sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
  };
  return {
    reasons: (name) => about(name).map(({ reason }) => reason ?? ''),
    messages: (name, reason) =>
      about(name)
        .filter((event) => event.reason === reason)
        .map(({ message }) => message ?? ''),
  };
}

let blocks = 0;

/** A block of loopback addresses that no sandbox uses, of this process and test. */
function chooseTestBlock(): AddressBlock {
  blocks += 1;
  return { base: `127.${250 + (process.pid % 4)}.${((process.pid >> 2) % 32) * 8 + (blocks % 2) * 4}.0`, prefix: 22 };
}
