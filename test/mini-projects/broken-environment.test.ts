// Broken environments through the real command line: one message with advice, exit code 3, no stack trace, no reports.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { generate } from 'selfsigned';
import { reportsFolder, runCucumber } from './command-line';
import { type Answer, json, kubeconfigText, startCluster, startServer, startTlsServer } from './fake-servers';

const addressAdvice = 'Is FOCUS_BASE_URL (or "baseUrl" of the profile) right, its path included?';

test('a Kubernetes API server that is not there', async (t) => {
  const kubeconfig = path.join(reportsFolder(t), 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText('http://127.0.0.1:1'));
  await expectUnusable(t, { KUBECONFIG: kubeconfig, FOCUS_BASE_URL: 'http://127.0.0.1:1' }, [
    "The Kubernetes API server http://127.0.0.1:1 could not be reached to get /version: connection refused (ECONNREFUSED). Check that the cluster is up and that the kubeconfig's server is its address.",
  ]);
});

test('a Kubernetes API server that refuses the token', async (t) => {
  const env = await environment(t, { cluster: { token: 'another' } });
  const server = env.API_SERVER;
  await expectUnusable(t, env, [
    `Kubernetes refused to get /version: Unauthorized (401 Unauthorized). ${server} does not accept the credentials of the kubeconfig: renew its token or client certificate, or choose another context.`,
  ]);
});

test('a namespace that does not exist', async (t) => {
  const env = await environment(t, { cluster: { namespaces: ['other'] } });
  await expectUnusable(t, env, [
    `The namespace "panda" does not exist in the cluster ${env.API_SERVER}.`,
    'Set FOCUS_NAMESPACE (or "namespace" in the profile) to the namespace of the Focus Server\'s jobs, or choose another KUBECONFIG.',
  ]);
});

test('verbs that the user may not use', async (t) => {
  const env = await environment(t, { cluster: { refused: ['watch pods', 'delete jobs'] } });
  await expectUnusable(t, env, [
    `The cluster ${env.API_SERVER} does not allow the user of the kubeconfig what the suite needs in the namespace "panda":`,
    '  watch pods (watching pods)',
    '  delete jobs.batch (removing leftover jobs)',
    'Grant these rights with a Role and a RoleBinding, or use a kubeconfig that has them.',
  ]);
});

test('a Focus Server that is not there', async (t) => {
  const env = { ...(await environment(t, {})), FOCUS_BASE_URL: 'http://127.0.0.1:1/focus-server' };
  await expectUnusable(t, env, [
    'The Focus Server at http://127.0.0.1:1/focus-server cannot be used: GET http://127.0.0.1:1/focus-server/ack failed: connection refused: nothing listens at this address.',
    `Is the server running? ${addressAdvice}`,
  ]);
});

test('a Focus Server whose certificate is not trusted, and is trusted with FOCUS_CA_FILE', async (t) => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const server = await startTlsServer(json({}), { key, cert });
  t.after(() => server.close());
  const env = { ...(await environment(t, {})), FOCUS_BASE_URL: server.url };
  await expectUnusable(t, env, [
    `The Focus Server at ${server.url} cannot be used: GET ${server.url}/ack failed: the TLS connection was not accepted: self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT).`,
    'For a self-signed certificate set FOCUS_CA_FILE to the PEM file of its authority; for plain HTTP use an address that starts with http://.',
  ]);
  const folder = reportsFolder(t);
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, cert);
  const trusted = await runCucumber({
    project: 'outcomes',
    args: ['--tags', '@id:holds'],
    env: { ...env, FOCUS_ENV: 'cluster', FOCUS_CA_FILE: caFile, FOCUS_REPORTS: folder },
  });
  expect(trusted.exitCode).to.equal(0, trusted.stderr);
});

const html = '<!doctype html><html><body><h1>Sign in</h1></body></html>';

test('a Focus Server that answers HTML', async (t) => {
  await expectUnusableServer(t, text(200, 'text/html', html), [
    `GET /ack answered 200 text/html: ${html}.`,
    `That is HTML, not JSON: a proxy, a login page or another server answers. ${addressAdvice}`,
  ]);
});

test('a Focus Server that answers JSON that is cut off', async (t) => {
  await expectUnusableServer(t, text(200, 'application/json', '{"status": "al'), [
    'GET /ack answered 200 application/json: {"status": "al.',
    "The JSON is cut off or damaged: check the server's log and the proxies in front of it.",
  ]);
});

test('a Focus Server whose gateway answers 502', async (t) => {
  await expectUnusableServer(t, text(502, 'text/html', '<html><h1>502 Bad Gateway</h1></html>'), [
    'GET /ack answered 502 text/html: <html><h1>502 Bad Gateway</h1></html>.',
    'A gateway in front of the server cannot reach it, or the server is not ready: check its pod and its log.',
  ]);
});

test('a Focus Server below another path', async (t) => {
  await expectUnusableServer(t, json({ detail: 'Not Found' }, 404), [
    'GET /ack answered 404 application/json: {"detail":"Not Found"}.',
    `A live Focus Server answers 200. ${addressAdvice}`,
  ]);
});

test('a Focus Server that does not answer at all', async (t) => {
  const server = await startServer(() => undefined);
  t.after(() => server.close());
  const profile = path.join(reportsFolder(t), 'impatient.yaml');
  writeFileSync(profile, 'description: Impatient\ndeadlines: { preflightMs: 1500 }\n');
  const env = { ...(await environment(t, {})), FOCUS_BASE_URL: server.url, FOCUS_ENV: profile };
  await expectUnusable(t, env, [
    `The Focus Server at ${server.url} cannot be used: GET ${server.url}/ack got no complete answer within 1500 ms: the server is overloaded or hangs.`,
    "The server accepts connections but does not answer: check its pod and its log, or raise the profile's deadlines.preflightMs.",
  ]);
});

type Variables = Readonly<Record<string, string>>;

async function environment(
  t: TestContext,
  { cluster, focusServer = json({}) }: { cluster?: Parameters<typeof startCluster>[0]; focusServer?: Answer },
): Promise<Variables & { readonly API_SERVER: string; readonly FOCUS_BASE_URL: string }> {
  const fakeCluster = await startCluster(cluster);
  const server = await startServer(focusServer);
  t.after(async () => {
    await fakeCluster.close();
    await server.close();
  });
  return { KUBECONFIG: fakeCluster.kubeconfig, API_SERVER: fakeCluster.url, FOCUS_BASE_URL: server.url };
}

async function expectUnusableServer(
  t: TestContext,
  focusServer: Answer,
  [seen, todo]: [string, string],
): Promise<void> {
  const env = await environment(t, { focusServer });
  await expectUnusable(t, env, [`The Focus Server at ${env.FOCUS_BASE_URL} cannot be used: ${seen}`, todo]);
}

async function expectUnusable(t: TestContext, env: Variables, lines: readonly string[]): Promise<void> {
  const folder = reportsFolder(t);
  const { exitCode, stdout, stderr } = await runCucumber({
    project: 'outcomes',
    env: { FOCUS_ENV: 'cluster', ...env, FOCUS_REPORTS: folder },
  });
  expect(stderr.trimEnd().split('\n')).to.deep.equal(lines);
  expect(stdout).to.equal('');
  expect(exitCode).to.equal(3);
  expect(readdirSync(folder)).to.deep.equal([]);
}

function text(status: number, contentType: string, body: string): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };
}
