// The few calls of a pod that has no use for a whole client: a quarter of its memory would go there.
import { Agent, request } from 'node:https';
import { json } from 'node:stream/consumers';
import type { ServiceAccountCredentials } from '../../program';

const callDeadlineMs = 8_000;

/** In the embedded cluster hundreds of pods run in one process: they share a few connections. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export interface LightAnswer {
  readonly status: number;
  /** The parsed body, whatever it is. */
  readonly body: unknown;
}

/** Makes calls with the pod's ServiceAccount; they reject when there is no answer in time or `signal` aborts. */
export class LightClient {
  constructor(
    private readonly credentials: ServiceAccountCredentials,
    private readonly signal: AbortSignal,
  ) {}

  /** `path` begins after the namespace's own, such as `batch/v1` and `jobs/grpc-job-1-2`. */
  get(group: string, path: string): Promise<LightAnswer> {
    return this.#send('GET', group, path);
  }

  /** Deletes an object and, in the background, what it owns. */
  delete(group: string, path: string): Promise<LightAnswer> {
    return this.#send('DELETE', group, `${path}?propagationPolicy=Background`);
  }

  #send(method: string, group: string, path: string): Promise<LightAnswer> {
    const { server, caPem, token, namespace } = this.credentials;
    const root = group === 'v1' ? '/api/v1' : `/apis/${group}`;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(callDeadlineMs)]);
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const url = `${server}${root}/namespaces/${namespace}/${path}`;
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { method, agent, ca: caPem, headers, signal }, (answer) => {
        json(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
      });
      outgoing.on('error', reject).end();
    });
  }
}
