// The container of the conformance scenarios: it prints, ends, stays or serves, as its arguments request.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Program } from '../../src/container-program';

/**
 * `print N` writes N lines and ends with 0 · `exit CODE` writes a line and ends with CODE · `stay` writes a line and runs until it is stopped ·
 * `serve PORT` accepts connections on the pod's address until it is stopped. A leading path of a script is skipped.
 */
export const conformanceProgram: Program = async ({ args, env, log, signal }) => {
  const [command, argument = '0'] = args.filter((arg) => !arg.endsWith('.js'));
  switch (command) {
    case 'print':
      for (let line = 1; line <= Number(argument); line += 1) log(`line ${line}`);
      return 0;
    case 'exit':
      log(`ending with ${argument}`);
      return Number(argument);
    case 'stay':
      log('staying');
      await waitForStop(signal);
      return 0;
    case 'serve':
      return await serve(Number(argument), env.POD_IP ?? '127.0.0.1', signal);
    default:
      log(`unknown command "${command}": expected print, exit, stay or serve`);
      return 2;
  }
};

async function serve(port: number, host: string, signal: AbortSignal): Promise<number> {
  const server = createServer((socket) => {
    // A probe may be gone before it was answered.
    socket.on('error', () => socket.destroy());
    socket.end('hello\n');
  }).listen(port, host);
  await once(server, 'listening');
  await waitForStop(signal);
  server.close();
  return 0;
}

async function waitForStop(signal: AbortSignal): Promise<void> {
  // A real process would end without a timer; in the embedded cluster the timer ends with the signal.
  const timer = setInterval(() => undefined, 60_000);
  try {
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    clearInterval(timer);
  }
}
