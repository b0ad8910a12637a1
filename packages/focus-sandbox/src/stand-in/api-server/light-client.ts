// The few calls of a cleanup pod: a whole client would take a quarter of its memory.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { ServiceAccountCredentials } from '../program';

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
  /** Ended together: a signal of its own for every call would cost as much as the call. */
  readonly #outgoing = new Set<ClientRequest>();

  readonly #credentials: ServiceAccountCredentials;
  readonly #signal: AbortSignal;

  constructor(credentials: ServiceAccountCredentials, signal: AbortSignal) {
    this.#credentials = credentials;
    this.#signal = signal;
    const end = () => {
      for (const outgoing of this.#outgoing) outgoing.destroy(new Error('the program stops'));
    };
    signal.addEventListener('abort', end, { once: true });
  }

  /** `path` is relative to the namespace, such as `jobs/grpc-job-1-2` of the group `batch/v1`. */
  get(group: string, path: string): Promise<LightAnswer> {
    return this.#send('GET', group, path);
  }

  /** Deletes an object and, in the background, what it owns. */
  delete(group: string, path: string): Promise<LightAnswer> {
    return this.#send('DELETE', group, `${path}?propagationPolicy=Background`);
  }

  #send(method: string, group: string, path: string): Promise<LightAnswer> {
    const { server, caPem, token, namespace } = this.#credentials;
    const root = group === 'v1' ? '/api/v1' : `/apis/${group}`;
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const url = `${server}${root}/namespaces/${namespace}/${path}`;
    return new Promise((resolve, reject) => {
      this.#signal.throwIfAborted();
      const outgoing = request(url, { method, agent, ca: caPem, headers }, (answer) => {
        readText(answer)
          .then((body) => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(body) }))
          .catch(reject);
      });
      const expire = () => outgoing.destroy(new Error(`no answer within ${callDeadlineMs} ms`));
      const deadline = setTimeout(expire, callDeadlineMs);
      this.#outgoing.add(outgoing);
      outgoing.once('close', () => {
        clearTimeout(deadline);
        this.#outgoing.delete(outgoing);
      });
      outgoing.on('error', reject).end();
    });
  }
}

/** Rejects when the answer breaks off. */
function readText(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      text += part;
    });
    answer.once('end', () => resolve(text));
    answer.once('error', reject);
  });
}
