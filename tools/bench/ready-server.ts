// A worker with the API server of the embedded cluster, in which the benchmark plays the node: it stamps when a pod is recorded Ready.
import { parentPort } from 'node:worker_threads';
import { firstAddress, randomBlock } from '../../packages/kube-sandbox/src/address-block';
import { Authenticator } from '../../packages/kube-sandbox/src/api/authentication';
import { createFirstObjects } from '../../packages/kube-sandbox/src/api/bootstrap';
import { startApiServer } from '../../packages/kube-sandbox/src/api/server';
import { makeCertificate } from '../../packages/kube-sandbox/src/certificates';
import { kubeconfigOf } from '../../packages/kube-sandbox/src/kubeconfig';
import { createStore, type Store } from '../../packages/kube-sandbox/src/store';
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
