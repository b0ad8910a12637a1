// The program of a job's pod: a gRPC server that streams nothing, and ends when no channel has been open for a while.
import type { Socket } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { parseSlot } from '../jobs/job';
import type { PodBehavior } from '../pod-behavior';
import type { Program, ProgramContext } from '../program';
import { readStreamSettings, type StreamSettings } from '../settings';
import { IdleTimer } from './idle-timer';
import { Listener } from './listener';

export const stream: Program = async (given) => {
  const settings = readStreamSettings(given.env);
  const behavior = settings.POD_BEHAVIOR;
  const context = behavior.logs ? given : { ...given, log: () => undefined };
  const range = context.args.slice(1).join(' ') || 'live';
  context.log(`job ${settings.JOB_ID} starts: ${range}`);
  if (parseSlot(settings.JOB_ID) > behavior.crashesAboveSlot) {
    throw new Error('cannot map the stream buffer: Cannot allocate memory');
  }
  const idle = new IdleTimer(settings.IDLE_SECONDS * 1000);
  const reason = await servers[behavior.streaming](context, settings, idle);
  context.log(`job ${settings.JOB_ID} ends: ${reason}`);
  return 0;
};

type Serve = (context: ProgramContext, settings: StreamSettings, idle: IdleTimer) => Promise<string>;

const serveGrpc: Serve = async (context, settings, idle) => {
  const grpc = new Server();
  new HealthImplementation({ '': 'SERVING' }).addToServer(grpc);
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = new Listener((socket) => {
    onFirstBytes(socket, () => {
      idle.channelOpened();
      context.log(`channel opened by ${socket.remoteAddress}`);
      socket.once('close', () => idle.channelClosed());
      injector.injectConnection(socket);
    });
  });
  try {
    await listener.open(settings.POD_IP, settings.PORT);
    context.log(`gRPC server listens on ${settings.POD_IP}:${settings.PORT}`);
    return await Promise.race([idle.waitUntilIdle(), waitForStop(context.signal)]);
  } finally {
    idle.stop();
    injector.destroy();
    grpc.forceShutdown();
    await listener.close();
  }
};

const serveSilence: Serve = async (context, settings, idle) => {
  const listener = new Listener((socket) => socket.resume());
  try {
    await listener.open(settings.POD_IP, settings.PORT);
    context.log(`listens on ${settings.POD_IP}:${settings.PORT}`);
    return await Promise.race([idle.waitUntilIdle(), waitForStop(context.signal)]);
  } finally {
    idle.stop();
    await listener.close();
  }
};

const serveNothing: Serve = async (context, _, idle) => {
  try {
    return await Promise.race([idle.waitUntilIdle(), waitForStop(context.signal)]);
  } finally {
    idle.stop();
  }
};

const servers: Readonly<Record<PodBehavior['streaming'], Serve>> = {
  grpc: serveGrpc,
  silent: serveSilence,
  closed: serveNothing,
};

/** A readiness probe connects and sends nothing: only a client that sends its preface has opened a channel. */
function onFirstBytes(socket: Socket, then: () => void): void {
  socket.once('readable', () => (socket.readableLength > 0 ? then() : socket.end()));
}

function waitForStop(signal: AbortSignal): Promise<string> {
  const stopped = 'it has to stop';
  if (signal.aborted) {
    return Promise.resolve(stopped);
  }
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(stopped), { once: true }));
}
