// A fake Xray with its Jira, Cloud or Data Center, which can also misbehave at any request.
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addDatacenterRoutes } from './datacenter-routes';
import { answerGraphql } from './graphql-api';
import { addImportRoutes } from './import-routes';
import { addJiraRoutes } from './jira-routes';
import { renderPage } from './page';
import { FakeStore } from './store';

export const secrets = {
  clientId: 'fake-client-id',
  clientSecret: 'fake-client-secret-4711',
  token: 'fake-personal-access-token-4711',
  jiraUser: 'qa@example.com',
  jiraToken: 'fake-jira-token-4711',
} as const;

/** What happens to a request instead of an answer. */
export type Interception =
  | { readonly kind: 'refuse-before' | 'drop-after' | 'cut-answer' | 'never-answer' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'change-answer'; readonly change: (body: string) => string; readonly type?: string };

export interface FakeOptions {
  readonly flavour: 'cloud' | 'datacenter';
  readonly project?: string;
  /** The prefix of a Test in the settings of the instance. */
  readonly prefix?: string;
  /** So many calls are accepted with one token. */
  readonly tokenLife?: number;
  /** Port; default: a free one. */
  readonly port?: number;
}

export interface FakeXray {
  /** Of Jira; on Cloud also of Xray. */
  readonly url: string;
  readonly store: FakeStore;
  /** Each request, such as `POST /api/v2/import/feature`, without its query. */
  readonly calls: string[];
  /** Decides about the next requests; number 0 is the first one after it was set. */
  intercept: ((call: string, number: number) => Interception | undefined) | undefined;
  close(): Promise<void>;
}

const mostBytes = 100 * 1024 * 1024;
const contextPath = '/jira';

export async function startFakeXray(options: FakeOptions): Promise<FakeXray> {
  const { flavour, project = 'PZ', prefix = 'TEST_' } = options;
  const store = new FakeStore(project);
  const server = Fastify({ bodyLimit: mostBytes, forceCloseConnections: true });
  await server.register(multipart, { limits: { fileSize: mostBytes, fieldSize: mostBytes } });
  const fake: Omit<FakeXray, 'url'> = { store, calls: [], intercept: undefined, close: () => server.close() };
  addInterception(server, fake);
  server.get('/', async (_request, reply) => reply.type('text/html').send(renderPage(store)));
  if (flavour === 'cloud')
    addCloud(server, store, { prefix, tokenLife: options.tokenLife ?? Number.POSITIVE_INFINITY });
  else addDatacenter(server, store, prefix);
  const address = await server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  return Object.assign(fake, { url: flavour === 'cloud' ? address : `${address}${contextPath}` });
}

function addCloud(
  server: FastifyInstance,
  store: FakeStore,
  { prefix, tokenLife }: { prefix: string; tokenLife: number },
): void {
  /** How often each one was used. Signing in again leaves the earlier ones valid. */
  const tokens = new Map<string, number>();
  server.post('/api/v2/authenticate', async (request, reply) => {
    const { client_id: id, client_secret: secret } = request.body as Record<string, unknown>;
    if (id !== secrets.clientId || secret !== secrets.clientSecret) {
      return reply.code(401).send({ error: 'Authentication failed. Invalid client credentials!' });
    }
    const token = createToken(tokens.size);
    tokens.set(token, 0);
    return reply.type('application/json').send(JSON.stringify(token));
  });
  const basic = `Basic ${Buffer.from(`${secrets.jiraUser}:${secrets.jiraToken}`).toString('base64')}`;
  server.addHook('preHandler', async (request, reply) => {
    if (request.url === '/' || request.url.endsWith('/authenticate')) return;
    if (request.url.startsWith('/rest/')) return request.headers.authorization === basic ? undefined : refuse(reply);
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const uses = tokens.get(token) ?? tokenLife;
    if (uses >= tokenLife) return refuse(reply);
    tokens.set(token, uses + 1);
  });
  server.post('/api/v2/graphql', async (request) => answerGraphql(store, request.body));
  addImportRoutes(server, '/api/v2', { store, flavour: 'cloud', prefix });
  addJiraRoutes(server, '', store);
}

function addDatacenter(server: FastifyInstance, store: FakeStore, prefix: string): void {
  const basic = `Basic ${Buffer.from(`admin:${secrets.token}`).toString('base64')}`;
  server.addHook('preHandler', async (request, reply) => {
    if (request.url === '/') return;
    const accepted = [`Bearer ${secrets.token}`, basic].includes(request.headers.authorization ?? '');
    return accepted ? undefined : refuse(reply);
  });
  addImportRoutes(server, `${contextPath}/rest/raven/2.0`, { store, flavour: 'datacenter', prefix });
  addImportRoutes(server, `${contextPath}/rest/raven/1.0`, { store, flavour: 'datacenter', prefix });
  addImportRoutes(server, `${contextPath}/rest/raven/latest`, { store, flavour: 'datacenter', prefix });
  addDatacenterRoutes(server, contextPath, store);
  addJiraRoutes(server, contextPath, store);
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply.code(401).type('text/html').send('<html><body>Unauthorized (401)</body></html>');
}

/** The form of a JSON Web Token, with a number that makes each one different. */
function createToken(number: number): string {
  return ['{"alg":"HS256"}', `{"exp":1,"number":${number}}`, 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

function addInterception(server: FastifyInstance, fake: Omit<FakeXray, 'url'>): void {
  const chosen = new WeakMap<FastifyRequest, Interception>();
  let decide: FakeXray['intercept'];
  let number = 0;
  server.addHook('onRequest', async (request, reply) => {
    const call = `${request.method} ${request.url.split('?')[0]}`;
    fake.calls.push(call);
    if (decide !== fake.intercept) {
      decide = fake.intercept;
      number = 0;
    }
    const interception = decide?.(call, number++);
    if (interception === undefined) return;
    chosen.set(request, interception);
    if (interception.kind === 'answer')
      return reply
        .code(interception.status)
        .headers(interception.headers ?? {})
        .send(interception.body);
    if (interception.kind === 'refuse-before') request.raw.socket.destroy();
    if (['refuse-before', 'never-answer'].includes(interception.kind)) return reply.hijack();
  });
  server.addHook('onSend', async (request, reply, payload) => {
    const interception = chosen.get(request);
    if (interception?.kind === 'change-answer') {
      if (interception.type !== undefined) reply.type(interception.type);
      reply.removeHeader('content-length');
      return interception.change(Buffer.isBuffer(payload) ? payload.toString('latin1') : String(payload));
    }
    if (interception?.kind === 'cut-answer') {
      reply.hijack();
      const text = String(payload);
      request.raw.socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length + 9}\r\n\r\n${text.slice(0, text.length / 2)}`,
      );
    }
    if (interception?.kind === 'drop-after') request.raw.socket.destroy();
    return payload;
  });
}
