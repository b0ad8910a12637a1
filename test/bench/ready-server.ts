// A worker with the API server of the embedded cluster, in which the benchmark plays the node: it stamps when a pod is recorded Ready.
import { parentPort } from 'node:worker_threads';
import { firstAddress, randomBlock } from '../../support/sandbox/kubernetes/address-block';
import { Authenticator } from '../../support/sandbox/kubernetes/api/authentication';
import { createFirstObjects } from '../../support/sandbox/kubernetes/api/bootstrap';
import { startApiServer } from '../../support/sandbox/kubernetes/api/server';
import { makeCertificate } from '../../support/sandbox/kubernetes/certificates';
import { kubeconfigOf } from '../../support/sandbox/kubernetes/kubeconfig';
import { createStore, type Store } from '../../support/sandbox/kubernetes/store';
import { monotonicMs } from './clock';
import type { FromServer, ToServer } from './ready-messages';

const port = 16_443;
const namespace = 'default';

async function main(): Promise<void> {
  const store = createStore();
  const authenticator = new Authenticator(store);
  const host = firstAddress(randomBlock());
  const tls = await makeCertificate(host);
  const logs = { log: () => undefined };
  const server = await startApiServer({ store, authenticator, logs, host, port, tls });
  createFirstObjects(store, { host, port });
  parentPort?.on('message', (message: ToServer) => {
    if (message.type === 'stop') return void server.stop().then(() => parentPort?.close());
    post(message.type === 'create' ? createPod(store, message.pod) : recordReady(store, message.pod));
  });
  post({ type: 'started', kubeconfig: kubeconfigOf(`https://${host}:${port}`, tls.caPem, authenticator.adminToken) });
}

function createPod(store: Store, name: string): FromServer {
  store.create('pods', { metadata: { name, namespace }, spec: { containers: [{ name: 'main', image: 'none' }] } });
  return { type: 'created' };
}

function recordReady(store: Store, name: string): FromServer {
  store.patch('pods', namespace, name, (pod) => {
    pod.status = { ...pod.status, phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  });
  return { type: 'recorded', atMs: monotonicMs() };
}

function post(message: FromServer): void {
  parentPort?.postMessage(message);
}

void main();
