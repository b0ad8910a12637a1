// A worker with the API server of the embedded cluster, in which the benchmark acts as the node and notes when a pod is recorded as Ready.
import { parentPort } from 'node:worker_threads';
import { type Store, startApiServer } from 'kube-sandbox/api-server';
import { readMonotonicMs } from './monotonic-clock';
import type { FromServer, ToServer } from './ready-messages';

const namespace = 'default';

async function main(): Promise<void> {
  const server = await startApiServer();
  parentPort?.on('message', (message: ToServer) => {
    if (message.type === 'stop') return void server.stop().then(() => parentPort?.close());
    post(message.type === 'create' ? createPod(server.store, message.pod) : recordReady(server.store, message.pod));
  });
  post({ type: 'started', kubeconfig: server.kubeconfig });
}

function createPod(store: Store, name: string): FromServer {
  store.create('pods', { metadata: { name, namespace }, spec: { containers: [{ name: 'main', image: 'none' }] } });
  return { type: 'created' };
}

function recordReady(store: Store, name: string): FromServer {
  store.patch('pods', namespace, name, (pod) => {
    pod.status = { ...pod.status, phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  });
  return { type: 'recorded', atMs: readMonotonicMs() };
}

function post(message: FromServer): void {
  parentPort?.postMessage(message);
}

void main();
