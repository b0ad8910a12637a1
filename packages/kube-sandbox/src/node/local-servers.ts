// The servers of this process, by address: a NodePort hands a connection to the server of a pod without a second pair of sockets.
import { subscribe } from 'node:diagnostics_channel';
import net from 'node:net';

const serversByAddress = new Map<string, net.Server>();

/** The server that listens at the address in this process; undefined where none does. */
export function findLocalServer(ip: string, port: number): net.Server | undefined {
  return serversByAddress.get(`${ip}:${port}`);
}

// Containers are programs of this process: Node.js reports each server that begins to listen.
subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  if (typeof message === 'object' && message !== null && 'server' in message && message.server instanceof net.Server) {
    register(message.server);
  }
});

function register(server: net.Server): void {
  const address = server.address();
  if (address === null || typeof address === 'string') return;
  const key = `${address.address}:${address.port}`;
  serversByAddress.set(key, server);
  server.once('close', () => {
    if (serversByAddress.get(key) === server) serversByAddress.delete(key);
  });
}
