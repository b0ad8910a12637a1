// A pod's connection to the API server: its ServiceAccount's token over connections that all programs of the process share.
import { Agent, type Dispatcher, request } from 'undici';
import type { ServiceAccountCredentials } from '../program';
import type { CallDeadlines, Method } from './call-deadlines';

/** Each begins with a handshake, which costs more than a call; watches hold theirs. */
const mostConnections = 16;
/** A watch that is silent for longer is lost: the API server sends a bookmark every minute. */
const watchSilenceMs = 90_000;

/** The API server refused a call; `body` is its answer. */
class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  readonly code: number;
  readonly body: string;

  constructor(code: number, body: string) {
    super(`status ${code}: ${body}`);
    this.code = code;
    this.body = body;
  }
}

/** The API server was silent until the deadline of the call. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
  }
}

/** Calls as JSON, without the conversions of a whole client. Its owner calls `close` at the end. */
export class Connection {
  readonly #credentials: ServiceAccountCredentials;
  readonly #deadlines: CallDeadlines;
  readonly #lease: Lease;

  /** An API server that is silent until the deadline of a call counts as lost. */
  constructor(credentials: ServiceAccountCredentials, deadlines: CallDeadlines) {
    this.#credentials = credentials;
    this.#deadlines = deadlines;
    this.#lease = lease(credentials.server, credentials.caPem);
  }

  /** The parsed answer. Throws `ApiRefusal`, `NoAnswer`, or the error of a connection that was lost. */
  async send(method: Method, path: string, content?: object): Promise<unknown> {
    const late = new AbortController();
    const deadlineMs = this.#deadlines.find(method, path);
    const timer = setTimeout(() => late.abort(new NoAnswer(deadlineMs)), deadlineMs);
    const text = content && { body: JSON.stringify(content) };
    try {
      const { body } = await this.#request(method, path, { signal: late.signal, ...text });
      return JSON.parse(await body.text());
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reports every event of a watch. Resolves when it ends; throws when it is refused or interrupted, or `signal` aborts. */
  async watch(path: string, onEvent: (event: unknown) => void, signal: AbortSignal): Promise<void> {
    const limits = { headersTimeout: this.#deadlines.usualMs, bodyTimeout: watchSilenceMs };
    const { body } = await this.#request('GET', path, { signal, ...limits });
    body.setEncoding('utf8');
    let rest = '';
    for await (const chunk of body) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onEvent(JSON.parse(line));
    }
  }

  /** Closes the connections, those of watches too, once no other program of the process uses them. */
  async close(): Promise<void> {
    await this.#lease.end();
  }

  async #request(method: Method, path: string, options: Partial<Dispatcher.RequestOptions>) {
    const { server, token } = this.#credentials;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(options.body ? { 'content-type': 'application/json' } : {}),
    };
    const answer = await request(`${server}${path}`, { ...options, method, headers, dispatcher: this.#lease.agent });
    if (answer.statusCode >= 300) throw new ApiRefusal(answer.statusCode, await answer.body.text());
    return answer;
  }
}

interface Lease {
  readonly agent: Agent;
  end(): Promise<void>;
}

/** In the embedded cluster many pods run in one process: with a pool for each, every call of theirs would begin with a handshake. */
const pools = new Map<string, { readonly agent: Agent; users: number }>();

function lease(server: string, ca: string): Lease {
  const pool = pools.get(server) ?? { agent: new Agent({ connect: { ca }, connections: mostConnections }), users: 0 };
  pools.set(server, pool);
  pool.users += 1;
  let isEnded = false;
  const end = async () => {
    pool.users -= isEnded ? 0 : 1;
    isEnded = true;
    if (pool.users === 0) {
      pools.delete(server);
      await pool.agent.destroy();
    }
  };
  return { agent: pool.agent, end };
}
