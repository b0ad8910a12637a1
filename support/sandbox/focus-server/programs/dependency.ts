// The program of a pod that stands for a dependency of the server: it accepts connections and says nothing.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Program } from '../../program';
import { dependencySettings } from '../settings';
import { closeListener, listen } from './listener';

export const dependency: Program = async (context) => {
  const { NAME, POD_IP, PORT } = dependencySettings(context.env);
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket)));
    socket.resume();
  });
  try {
    await listen(listener, POD_IP, PORT);
    context.log(`${NAME} accepts connections on ${POD_IP}:${PORT}`);
    if (!context.signal.aborted) {
      await once(context.signal, 'abort');
    }
  } finally {
    for (const socket of sockets) {
      socket.destroy();
    }
    await closeListener(listener);
  }
  context.log(`${NAME} stops`);
  return 0;
};
