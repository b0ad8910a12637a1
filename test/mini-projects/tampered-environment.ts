// A sandbox behind two proxies that put other texts into its answers, so that any text of an environment takes the same way through the suite as a real one.
import { readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startSandboxInWorker } from 'focus-sandbox';
import { Agent, type Dispatcher, request } from 'undici';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { reportsFolder } from './command-line';
import { type Answer, kubeconfigText, startServer } from './fake-servers';

/** The texts that are put into the answers; without them an answer stays as it is. */
export interface Tampering {
  /** Changes an object of the cluster wherever it is listed, read or watched. */
  readonly object?: (object: ClusterObject) => void;
  /** The text of a container's log. */
  readonly log?: (own: string) => string | Buffer;
  /** The answer of the Focus Server. */
  readonly answer?: (call: FocusServerCall) => FocusServerAnswer;
  /** The version that the API server reports. */
  readonly version?: string;
}

const objectSchema = z.looseObject({
  kind: z.string().optional(),
  metadata: z.looseObject({ name: z.string().optional(), annotations: z.record(z.string(), z.string()).optional() }),
  spec: z
    .looseObject({
      containers: z
        .array(z.looseObject({ env: z.array(z.unknown()).optional(), args: z.array(z.string()).optional() }))
        .optional(),
    })
    .optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
});
export type ClusterObject = z.infer<typeof objectSchema>;

const listSchema = z.looseObject({ kind: z.string().endsWith('List'), items: z.array(objectSchema) });
const frameSchema = z.looseObject({ object: z.unknown() });
const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }) }),
  ]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

export interface FocusServerAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

export interface FocusServerCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  /** The real answer of the server. */
  readonly own: FocusServerAnswer;
}

interface TamperedOptions {
  readonly tampering: Tampering;
  readonly faults?: readonly string[];
  /** The token of the kubeconfig. */
  readonly token?: string;
  /** Such as `user:password@`, before the host of the address. */
  readonly userInfo?: string;
  /** Settings of the profile that differ from the sandbox's. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Tampered {
  /** Environment variables of a run against it. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder of the reports. */
  readonly folder: string;
}

/** Starts the sandbox and both proxies; they end with the test. */
export async function startTampered(
  t: { after(action: () => unknown): void },
  { tampering, faults = [], token = 'fake', userInfo = '', settings = {} }: TamperedOptions,
): Promise<Tampered> {
  const sandbox = await startSandboxInWorker({ faults });
  const { api, close } = connectApiServer(sandbox.kubeconfigPath);
  const { origin, pathname } = new URL(sandbox.focusServerUrl);
  const cluster = await startServer(clusterProxy(api, tampering));
  const server = await startServer(focusServerProxy(origin, tampering));
  t.after(async () => {
    await Promise.all([cluster.close(), server.close(), sandbox.stop()]);
    await close();
  });
  const own = reportsFolder(t);
  const folder = reportsFolder(t);
  const kubeconfig = path.join(own, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText(cluster.url).replace('"token":"fake"', `"token":${JSON.stringify(token)}`));
  const env = {
    FOCUS_ENV: writeProfile(own, settings),
    FOCUS_BASE_URL: `${server.url.replace('//', `//${userInfo}`)}${pathname}`,
    FOCUS_NAMESPACE: sandbox.namespace,
    FOCUS_REPORTS: folder,
    KUBECONFIG: kubeconfig,
  };
  return { env, folder };
}

type Send = (url: string, options: { method: string; body: string; type: string }) => Promise<Dispatcher.ResponseData>;

function connectApiServer(kubeconfigPath: string): { api: Send; close: () => Promise<void> } {
  const { clusters, users } = kubeconfigSchema.parse(parse(readFileSync(kubeconfigPath, 'utf8')));
  const { server, 'certificate-authority-data': authority } = clusters[0].cluster;
  const dispatcher = new Agent({ connect: { ca: Buffer.from(authority, 'base64') } });
  const headers = { authorization: `Bearer ${users[0].user.token}`, accept: 'application/json' };
  const api: Send = (url, { method, body, type }) =>
    request(`${server}${url}`, {
      method: method as Dispatcher.HttpMethod,
      dispatcher,
      headers: { ...headers, ...(body !== '' && { 'content-type': type }) },
      ...(body !== '' && { body }),
    });
  return { api, close: () => dispatcher.destroy() };
}

function clusterProxy(api: Send, tampering: Tampering): Answer {
  const answer: AsyncAnswer = async ({ url = '', method = 'GET', headers }, response, body) => {
    const own = await api(url, { method, body, type: headers['content-type'] ?? 'application/json' });
    const type = String(own.headers['content-type'] ?? 'application/json');
    response.writeHead(own.statusCode, { 'content-type': type });
    if (/[?&]watch=true/.test(url) && own.statusCode === 200) return passFrames(own, response, tampering);
    response.end(changedText(url, await own.body.text(), tampering));
  };
  return orClosed(answer);
}

async function passFrames(own: Dispatcher.ResponseData, response: ServerResponse, tampering: Tampering): Promise<void> {
  response.flushHeaders();
  response.once('close', () => own.body.destroy());
  for await (const line of createInterface({ input: own.body })) {
    const frame = frameSchema.parse(JSON.parse(line));
    response.write(`${JSON.stringify({ ...frame, object: changedObject(frame.object, tampering) })}\n`);
  }
  response.end();
}

function changedText(url: string, own: string, { log, version, ...tampering }: Tampering): string | Buffer {
  if (/\/log(\?|$)/.test(url)) return log?.(own) ?? own;
  if (/^\/version\/?$/.test(url) && version !== undefined) return JSON.stringify({ gitVersion: version });
  return own.startsWith('{') ? JSON.stringify(changedObject(JSON.parse(own), tampering)) : own;
}

function changedObject(value: unknown, tampering: Tampering): unknown {
  const list = listSchema.safeParse(value);
  if (list.success) {
    const kind = list.data.kind.replace(/List$/, '');
    return { ...list.data, items: list.data.items.map((item) => changedObject({ kind, ...item }, tampering)) };
  }
  const object = objectSchema.safeParse(value);
  if (!object.success) return value;
  tampering.object?.(object.data);
  return object.data;
}

function focusServerProxy(origin: string, { answer }: Tampering): Answer {
  return orClosed(async ({ url = '', method = 'GET', headers }, response, body) => {
    const own = await request(`${origin}${url}`, {
      method: method as Dispatcher.HttpMethod,
      ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
    });
    const type = String(own.headers['content-type'] ?? '');
    const received = { status: own.statusCode, type, body: await own.body.text() };
    const authorization = headers.authorization ?? '';
    const shown = answer?.({ method, path: url, authorization, own: received }) ?? received;
    response.writeHead(shown.status, { 'content-type': shown.type }).end(shown.body);
  });
}

type AsyncAnswer = (...call: Parameters<Answer>) => Promise<void>;

/** A connection that ends with the sandbox ends for the caller too. */
function orClosed(answer: AsyncAnswer): Answer {
  return (incoming, response, body) => {
    answer(incoming, response, body).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  };
}

function writeProfile(folder: string, settings: Readonly<Record<string, unknown>>): string {
  const text = readFileSync(path.resolve(__dirname, '../../support/environment/profiles/sandbox.yaml'), 'utf8');
  const file = path.join(folder, 'test.yaml');
  writeFileSync(file, stringify({ ...(parse(text) as object), ...settings, sandbox: false }));
  return file;
}
