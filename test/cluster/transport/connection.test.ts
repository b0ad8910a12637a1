// Calls share a pool, are retried only if that is safe, and fail with one readable error without secrets.
import { test } from 'node:test';
import { expect } from 'chai';
import { connectCluster } from '../../../support/cluster/transport/connection';
import { connectToFake, rawPod, refuse, sendJson, writeFileFor, writeKubeconfig } from '../fake-api-server';

const signal = new AbortController().signal;

test('one or two connections serve a hundred calls one after the other, including calls with their own signal', async (context) => {
  const { connection } = await connectToFake(context);
  const scoped = connection.scoped(signal);
  for (let call = 0; call < 50; call += 1) {
    await connection.core.listNamespacedPod({ namespace: 'panda' });
    await scoped.core.listNamespacedPod({ namespace: 'panda' });
  }
  expect(connection.statistics).to.include({ calls: 100, retries: 0 });
  expect(connection.statistics.connectionsOpened).to.be.at.most(2);
});

test('a read is retried after 429, 500 and a reset', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(
    refuse(429, 'TooManyRequests', 'slow down'),
    refuse(500, 'InternalError', 'etcd leader changed'),
    (response) => response.destroy(),
  );
  const list = await connection.core.listNamespacedPod({ namespace: 'panda' });
  expect(list.metadata?.resourceVersion).to.equal('1');
  expect(connection.statistics).to.include({ calls: 4, retries: 3 });
});

const failing = () => refuse(500, 'InternalError', 'etcdserver: request timed out');
const namespace = 'panda';

test('a call that is not idempotent is not retried: a generated name, a patch', async (context) => {
  const { api, connection } = await connectToFake(context);
  const { core } = connection;
  api.answers.push(failing(), failing());
  const created = await core
    .createNamespacedPod({ namespace, body: { metadata: { generateName: 'a-' } } })
    .catch(toError);
  const patched = await core.patchNamespacedPod({ namespace, name: 'a', body: [] }).catch(toError);
  expect(created).to.include({ kind: 'server-error', code: 500, reason: 'InternalError' });
  expect(patched).to.include({ kind: 'server-error' });
  expect(api.requests).to.have.length(2);
});

test('any call that was answered 429 is retried', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(refuse(429, 'TooManyRequests', 'slow down'), (response) =>
    sendJson(response, 201, rawPod('a-x', 1)),
  );
  await connection.core.createNamespacedPod({ namespace, body: { metadata: { generateName: 'a-' } } });
  expect(connection.statistics).to.include({ calls: 2, retries: 1 });
});

test('a deletion whose answer was lost has succeeded when the object is gone', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push((response) => response.destroy(), refuse(404, 'NotFound', 'pods "a" not found'));
  await connection.core.deleteNamespacedPod({ namespace, name: 'a' });
  expect(connection.statistics).to.include({ calls: 2, retries: 1 });
});

test('a deletion of an object that never existed has not', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(refuse(404, 'NotFound', 'pods "a" not found'));
  expect(await connection.core.deleteNamespacedPod({ namespace, name: 'a' }).catch(toError)).to.include({
    kind: 'not-found',
  });
});

test('a creation whose answer was lost has succeeded when the name is taken', async (context) => {
  const { api, connection } = await connectToFake(context);
  const exists = refuse(409, 'AlreadyExists', 'pods "a" already exists');
  api.answers.push(failing(), exists, (response) => sendJson(response, 200, rawPod('a', 7)));
  const pod = await connection.core.createNamespacedPod({ namespace, body: { metadata: { name: 'a' } } });
  expect(pod.metadata?.resourceVersion).to.equal('7');
  expect(api.requests.map((request) => request.split(' ')[0])).to.deep.equal(['POST', 'POST', 'GET']);
});

test('a creation under a name that another object has is refused', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(refuse(409, 'AlreadyExists', 'pods "a" already exists'));
  const failure = await connection.core
    .createNamespacedPod({ namespace, body: { metadata: { name: 'a' } } })
    .catch(toError);
  expect(failure).to.include({ kind: 'already-exists' });
});

const refusals = [
  {
    answer: refuse(401, 'Unauthorized', 'Unauthorized'),
    kind: 'unauthorized',
    message:
      'Kubernetes refused to get pods a in namespace panda: Unauthorized (401 Unauthorized). SERVER does not accept the credentials of the kubeconfig: renew its token or client certificate, or choose another context.',
  },
  {
    answer: refuse(403, 'Forbidden', 'pods "a" is forbidden: User "jo" cannot get resource "pods"'),
    kind: 'forbidden',
    message:
      'Kubernetes refused to get pods a in namespace panda: pods "a" is forbidden: User "jo" cannot get resource "pods" (403 Forbidden). Grant the verb get on pods in namespace panda to this user with a Role and a RoleBinding, or use a kubeconfig that has it.',
  },
  {
    answer: refuse(403, 'Forbidden', 'pods "a" is forbidden: exceeded quota: small, requested: pods=1'),
    kind: 'quota',
    message:
      'Kubernetes refused to get pods a in namespace panda: pods "a" is forbidden: exceeded quota: small, requested: pods=1 (403 Forbidden).',
  },
  {
    answer: refuse(404, 'NotFound', 'pods "a" not found'),
    kind: 'not-found',
    message: 'Kubernetes refused to get pods a in namespace panda: pods "a" not found (404 NotFound).',
  },
  {
    answer: refuse(409, 'AlreadyExists', 'pods "a" already exists'),
    kind: 'already-exists',
    message: 'Kubernetes refused to get pods a in namespace panda: pods "a" already exists (409 AlreadyExists).',
  },
] as const;

for (const { answer, kind, message } of refusals) {
  test(`a refusal of the kind ${kind} states what to do`, async (context) => {
    const { api, connection } = await connectToFake(context);
    api.answers.push(answer);
    const failure = await connection.core
      .readNamespacedPod({ namespace: 'panda', name: 'a' })
      .catch((error: Error) => error);
    expect(failure).to.include({ kind, message: message.replace('SERVER', api.url) });
    expect(JSON.stringify(failure)).not.to.contain('secret-token');
  });
}

test('an answer in HTML is not treated as the API server’s', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push((response) => response.writeHead(403).end('<html>\n<h1>Log in</h1>'));
  const failure = await connection.core
    .readNamespacedPod({ namespace: 'panda', name: 'a' })
    .catch((error: Error) => error);
  expect(failure).to.include({
    kind: 'not-kubernetes',
    message: `${api.url} answered 403 with "<html> <h1>Log in</h1>" to the request to get pods a in namespace panda; that is not an answer of the Kubernetes API. Check that the kubeconfig's server is a Kubernetes API server and not a proxy in front of it.`,
  });
});

test('no answer within the deadline is a timeout', async (context) => {
  const { api, connection } = await connectToFake(context, { callDeadlineMs: 50 });
  api.answers.push(() => {});
  const failure = await connection.core.listNamespacedPod({ namespace: 'panda' }).catch((error: Error) => error);
  expect(failure).to.include({
    kind: 'timeout',
    message: `The Kubernetes API server ${api.url} did not answer the request to list pods in namespace panda within 0.05 s. Check its load and the network between it and this machine.`,
  });
});

test('a server that refuses connections is unreachable', async (context) => {
  const { api, connection } = await connectToFake(context);
  await api.close();
  const failure = await connection.core.listNamespacedPod({ namespace: 'panda' }).catch((error: Error) => error);
  expect(failure).to.include({
    kind: 'unreachable',
    message: `The Kubernetes API server ${api.url} could not be reached to list pods in namespace panda: connection refused (ECONNREFUSED). Check that the cluster is up and that the kubeconfig's server is its address.`,
  });
});

test('a call ends with the reason of the signal of its scope', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(() => ending.abort(new Error('The scenario has ended')));
  const ending = new AbortController();
  const failure = await connection
    .scoped(ending.signal)
    .core.listNamespacedPod({ namespace: 'panda' })
    .catch((error: Error) => error);
  expect(failure).to.have.property('message', 'The scenario has ended');
});

const brokenFiles = [
  [
    'apiVersion: v1\nusers:\n- name: jo\n  user: {token: "canary\n',
    'is not a valid kubeconfig: deficient indentation in line 5. Compare it with the output of "kubectl config view".',
  ],
  [
    'users:\n- name: jo\n  user:\n    password: *canary\n',
    'is not a valid kubeconfig: unidentified alias in line 4. Compare it with the output of "kubectl config view".',
  ],
  [
    'null',
    'is not a valid kubeconfig: it is not a mapping with clusters, users and contexts. Compare it with the output of "kubectl config view".',
  ],
  [
    'current-context: x\ncontexts: []\nclusters: []\nusers: []',
    'names the current-context "x", which is not among its contexts (none). Choose a context with "kubectl config use-context NAME".',
  ],
  [
    'contexts: []\nclusters: []\nusers: []',
    'names no current-context. Choose a context with "kubectl config use-context NAME".',
  ],
] as const;

for (const [content, problem] of brokenFiles) {
  test(`a kubeconfig that ${problem.split('.')[0]} is a configuration error`, async (context) => {
    const path = await writeFileFor(context, content);
    const failure = await connectCluster({ kubeconfigPath: path, namespace: 'panda', signal }).catch(
      (error: Error) => error,
    );
    expect(failure).to.include({ name: 'ConfigurationError', message: `The kubeconfig ${path} ${problem}` });
  });
}

test('a server that is not an address is a configuration error', async (context) => {
  const kubeconfigPath = await writeKubeconfig(context, 'not an address');
  const failure = await connectCluster({ kubeconfigPath, namespace, signal }).catch(toError);
  expect(failure).to.include({
    name: 'ConfigurationError',
    message:
      'The kubeconfig\'s cluster "fake" has the server "not an address", which is not an address. Expected an address such as https://host:6443.',
  });
});

test('the error for a key that cannot be read names the kubeconfig', async (context) => {
  const text = Buffer.from('no key').toString('base64');
  const user = { 'client-certificate-data': text, 'client-key-data': text };
  const kubeconfigPath = await writeKubeconfig(context, 'https://127.0.0.1:1', user);
  const connection = await connectCluster({ kubeconfigPath, namespace, signal });
  expect(await connection.core.listNamespacedPod({ namespace }).catch(toError)).to.have.property(
    'message',
    "The Kubernetes API server https://127.0.0.1:1 could not be reached to list pods in namespace panda: a certificate or key of the kubeconfig is not in PEM form (ERR_OSSL_PEM_NO_START_LINE). Check certificate-authority-data of the kubeconfig's cluster, and the certificate and key of its user.",
  );
  await connection.close();
});

test('a missing kubeconfig is named', async () => {
  const failure = await connectCluster({ kubeconfigPath: '/nowhere/config', namespace: 'panda', signal }).catch(
    (error: Error) => error,
  );
  expect(failure).to.include({
    name: 'ConfigurationError',
    message:
      'The kubeconfig /nowhere/config does not exist. Set KUBECONFIG to the kubeconfig of the cluster under test.',
  });
});

test('a connection that was not used needs no close', async (context) => {
  const kubeconfigPath = await writeKubeconfig(context, 'http://127.0.0.1:9');
  const connection = await connectCluster({ kubeconfigPath, namespace: 'panda', signal });
  expect(connection.server).to.equal('http://127.0.0.1:9');
});

function toError(error: Error): Error {
  return error;
}
