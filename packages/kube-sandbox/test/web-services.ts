// Pods with the label `app: web` that answer connections, and the Services that select them.
import net from 'node:net';
import type { Program } from '../src/container-program';
import type { NewObject } from '../src/store';
import { createPod, waits } from './small-cluster';

/** Answers everybody who connects to port 5000 with the name of its pod. */
export const namesItself: Program = async (given) => {
  const server = net.createServer((socket) => socket.on('error', () => undefined).end(given.env.HOSTNAME ?? ''));
  server.listen(5000, given.env.POD_IP);
  await waits(given);
  server.close();
  return 0;
};

/** A pod whose program finds its own address in `POD_IP`; it is Ready once it accepts connections at port 5000. */
export function createWebPod(name: string, image: string): NewObject<'pods'> {
  const env = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
  const ports = [{ name: 'stream', containerPort: 5000 }];
  const container = { env, ports, readinessProbe: { tcpSocket: { port: 5000 } } };
  const pod = createPod(name, image, { restartPolicy: 'Never', terminationGracePeriodSeconds: 1 }, container);
  return { ...pod, metadata: { ...pod.metadata, labels: { app: 'web' } } };
}

/** A NodePort Service; `port` adds to its only port. */
export function createWebService(name: string, port: object = {}): NewObject<'services'> {
  const ports = [{ port: 80, targetPort: 5000, protocol: 'TCP', ...port }];
  return {
    metadata: { name, namespace: 'team' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports },
  } as NewObject<'services'>;
}

/** What the address answers, or the code of the connection's error. */
export function connectTo(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, host);
    let received = '';
    socket.on('data', (data) => {
      received += data.toString();
    });
    socket.on('end', () => resolve(received));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
