// A plain watch: passes on every line that the API server writes about the objects of a collection.
import { createInterface } from 'node:readline';
import { KubeConfig } from '@kubernetes/client-node';
import { Agent, request } from 'undici';

/** The cluster of a kubeconfig, observed by watches that share no code with the suite. */
export class PlainWatches {
  readonly #config = new KubeConfig();
  readonly #agent: Agent;

  constructor(kubeconfig: string) {
    this.#config.loadFromFile(kubeconfig);
    const ca = Buffer.from(this.#config.getCurrentCluster()?.caData ?? '', 'base64');
    this.#agent = new Agent({ connect: { ca }, bodyTimeout: 0 });
  }

  /** Reports every object of the collection and every change. Calls `onError` when the watch ends or is refused. */
  async open(path: string, onLine: (line: unknown) => void, onError: (error: Error) => void): Promise<void> {
    const headers = { authorization: `Bearer ${this.#config.getCurrentUser()?.token}` };
    const url = `${this.#config.getCurrentCluster()?.server}${path}?watch=true`;
    const { statusCode, body } = await request(url, { dispatcher: this.#agent, headers });
    if (statusCode !== 200) throw new Error(`the watch on ${path} was answered with ${statusCode}`);
    const lines = createInterface({ input: body });
    lines.on('error', onError);
    lines.on('line', (line) => onLine(JSON.parse(line)));
    lines.on('close', () => onError(new Error(`the watch on ${path} ended`)));
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}
