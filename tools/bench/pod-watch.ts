// One watch on all pods that does as little as possible, because its cost would count as the sandbox's wall time.
import { createInterface } from 'node:readline';
import { KubeConfig } from '@kubernetes/client-node';
import { Agent, request } from 'undici';

interface Pod {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface Change {
  readonly type: string;
  readonly object: Pod;
}

/** The pods of Jobs, as the watch has reported them so far. */
export class PodWatch {
  readonly #readyJobs = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #present = new Set<string>();
  #whenGone: (() => void) | undefined;
  readonly #agent: Agent;

  /** Use `open`. */
  constructor(agent: Agent) {
    this.#agent = agent;
  }

  /** Opens the watch with the kubeconfig's address and token. */
  static async open(server: { readonly kubeconfigPath: string; readonly namespace: string }): Promise<PodWatch> {
    const config = new KubeConfig();
    config.loadFromFile(server.kubeconfigPath);
    const ca = Buffer.from(config.getCurrentCluster()?.caData ?? '', 'base64');
    const watch = new PodWatch(new Agent({ connect: { ca }, bodyTimeout: 0 }));
    const url = `${config.getCurrentCluster()?.server}/api/v1/namespaces/${server.namespace}/pods?watch=true&labelSelector=job-name`;
    const headers = { authorization: `Bearer ${config.getCurrentUser()?.token}` };
    const { statusCode, body } = await request(url, { dispatcher: watch.#agent, headers });
    if (statusCode !== 200) throw new Error(`the watch on pods was answered with ${statusCode}`);
    const lines = createInterface({ input: body });
    lines.on('line', (line) => watch.#take(JSON.parse(line) as Change));
    lines.on('error', () => undefined);
    return watch;
  }

  /** Resolves once the pod of this Job is Ready. */
  async waitUntilReady(job: string): Promise<void> {
    if (this.#readyJobs.has(job)) return;
    await new Promise<void>((resolve) => this.#waiting.set(job, resolve));
  }

  /** Resolves once no pod of a Job is left. */
  async waitUntilAllGone(): Promise<void> {
    if (this.#present.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenGone = resolve;
    });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #take({ type, object: { metadata, status } }: Change): void {
    if (type === 'DELETED') this.#present.delete(metadata.name);
    else this.#present.add(metadata.name);
    if (this.#present.size === 0) this.#whenGone?.();
    const job = metadata.labels?.['job-name'];
    const isReady = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
    if (job === undefined || !isReady) return;
    this.#readyJobs.add(job);
    this.#waiting.get(job)?.();
    this.#waiting.delete(job);
  }
}
