// The program of a pod that stands for a dependency of the server: it accepts connections and says nothing.
import { once } from 'node:events';
import { podHooksOf } from '../faults/pods';
import type { Program } from '../program';
import { dependencySettings } from '../settings';
import { Listener } from './listener';

export const dependency: Program = async (context) => {
  const { NAME, POD_IP, PORT, FAULTS } = dependencySettings(context.env);
  const listener = new Listener((socket) => socket.resume());
  try {
    const port = podHooksOf(FAULTS).deafDependency === NAME ? PORT + 1 : PORT;
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
