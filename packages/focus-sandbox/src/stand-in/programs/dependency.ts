// The program of a pod that stands for a dependency of the server: it accepts connections and sends nothing.
import { once } from 'node:events';
import type { Program } from '../program';
import { readDependencySettings } from '../settings';
import { Listener } from './listener';

export const dependency: Program = async (context) => {
  const { NAME, POD_IP, PORT, POD_BEHAVIOR } = readDependencySettings(context.env);
  const listener = new Listener((socket) => socket.resume());
  try {
    const port = POD_BEHAVIOR.unreachableDependency === NAME ? PORT + 1 : PORT;
    await listener.open(POD_IP, port);
    context.log(`${NAME} accepts connections on ${POD_IP}:${port}`);
    if (!context.signal.aborted) {
      await once(context.signal, 'abort');
    }
  } finally {
    await listener.close();
  }
  context.log(`${NAME} stops`);
  return 0;
};
