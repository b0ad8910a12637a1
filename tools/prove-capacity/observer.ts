// Counts the jobs that are alive without any code of the suite: by plain watches, and a connection to each job's port.
import { connect } from 'node:http2';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type AliveTime, countMostTogether } from './most-together';
import { PlainWatches } from './object-lines';

const podSchema = z.object({
  type: z.string(),
  object: z.object({
    metadata: z.object({ name: z.string(), uid: z.string(), deletionTimestamp: z.string().optional() }),
    status: z
      .object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) })
      .default({ conditions: [] }),
  }),
});
const serviceSchema = z.object({
  type: z.string(),
  object: z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ ports: z.array(z.object({ nodePort: z.number().optional() })).default([]) }),
  }),
});

interface SeenPod {
  readonly jobId: string;
  ready: boolean;
  answers: boolean;
  isProbed: boolean;
  times: AliveTime[];
}

const probeMs = 10_000;
const pauseMs = 50;

export class Observer {
  readonly #pods = new Map<string, SeenPod>();
  readonly #ports = new Map<string, number>();
  readonly #present = new Set<string>();
  readonly #watches: PlainWatches;
  #failure: Error | undefined;
  #closed = false;
  readonly #host: string;

  /** Use `open`. */
  constructor(kubeconfig: string, host: string) {
    this.#host = host;
    this.#watches = new PlainWatches(kubeconfig);
  }

  /** Watches the pods and Services of the namespace; NodePorts are reached at `host`. */
  static async open(options: { readonly kubeconfig: string; readonly namespace: string; readonly host: string }) {
    const observer = new Observer(options.kubeconfig, options.host);
    const path = `/api/v1/namespaces/${options.namespace}`;
    const onError = (error: Error): void => {
      if (!observer.#closed) observer.#failure ??= error;
    };
    await observer.#watches.open(`${path}/services`, (line) => observer.#seeService(line), onError);
    await observer.#watches.open(`${path}/pods`, (line) => observer.#seePod(line), onError);
    return observer;
  }

  /** The largest number of jobs that were Ready, with a port that speaks HTTP/2, together during `holdMs`. @throws Error when a watch was interrupted */
  countMostAlive(holdMs: number): number {
    if (this.#failure !== undefined) throw this.#failure;
    const nowMs = performance.now();
    const times = [...this.#pods.values()].flatMap((pod) => pod.times);
    return countMostTogether(
      times.map(({ fromMs, untilMs = nowMs }) => ({ fromMs, untilMs })),
      holdMs,
    );
  }

  /** Names of the jobs' pods and Services that exist now. */
  get left(): readonly string[] {
    return [...this.#present];
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#watches.close();
  }

  #seeService(line: unknown): void {
    const { type, object } = serviceSchema.parse(line);
    const jobId = /^grpc-service-(.+)$/.exec(object.metadata.name)?.[1];
    const port = object.spec.ports[0]?.nodePort;
    if (jobId !== undefined) this.#keepAccount(type, object.metadata.name);
    if (jobId === undefined || port === undefined || type === 'DELETED') return;
    this.#ports.set(jobId, port);
    for (const pod of this.#pods.values()) if (pod.jobId === jobId && pod.ready) void this.#probe(pod);
  }

  #seePod(line: unknown): void {
    const { type, object } = podSchema.parse(line);
    const jobId = /^grpc-job-(\d+-\d+)-/.exec(object.metadata.name)?.[1];
    if (jobId === undefined) return;
    this.#keepAccount(type, object.metadata.name);
    const pod = this.#pods.get(object.metadata.uid) ?? {
      jobId,
      ready: false,
      answers: false,
      isProbed: false,
      times: [],
    };
    this.#pods.set(object.metadata.uid, pod);
    const isReady = object.status.conditions.some((one) => one.type === 'Ready' && one.status === 'True');
    pod.ready = isReady && type !== 'DELETED' && object.metadata.deletionTimestamp === undefined;
    if (pod.ready && !pod.answers) void this.#probe(pod);
    note(pod);
  }

  #keepAccount(type: string, name: string): void {
    if (type === 'DELETED') this.#present.delete(name);
    else this.#present.add(name);
  }

  /** Tries again as long as the pod is Ready: a NodePort opens a moment after its pod is Ready. */
  async #probe(pod: SeenPod): Promise<void> {
    const port = this.#ports.get(pod.jobId);
    if (port === undefined || pod.isProbed) return;
    pod.isProbed = true;
    while (pod.ready && !pod.answers && !this.#closed) {
      pod.answers = await speaksHttp2(`http://${this.#host}:${port}`);
      if (!pod.answers) await delay(pauseMs);
    }
    pod.isProbed = false;
    note(pod);
  }
}

/** A job becomes alive, or stops being alive, here. */
function note(pod: SeenPod): void {
  const last = pod.times.at(-1);
  const isOpen = last !== undefined && last.untilMs === undefined;
  if (pod.ready && pod.answers && !isOpen) pod.times.push({ fromMs: performance.now() });
  if (!pod.ready && isOpen) pod.times = [...pod.times.slice(0, -1), { ...last, untilMs: performance.now() }];
}

/** A server that speaks HTTP/2 sends its settings. */
function speaksHttp2(url: string): Promise<boolean> {
  const session = connect(url);
  return new Promise((resolve) => {
    const settle = (speaks: boolean): void => {
      session.destroy();
      resolve(speaks);
    };
    session.setTimeout(probeMs, () => settle(false));
    session.once('remoteSettings', () => settle(true));
    session.once('error', () => settle(false));
    session.once('close', () => settle(false));
  });
}
