// The entry of the stand-in's one image: the first argument names the program that runs.
import type { Program } from './program';

/** Each program is loaded when it is run, so that a pod does not hold the others in memory. */
const programs: Readonly<Record<string, () => Program>> = {
  'focus-server': () => (require('./programs/focus-server') as typeof import('./programs/focus-server')).focusServer,
  stream: () => (require('./programs/stream') as typeof import('./programs/stream')).stream,
  cleanup: () => (require('./programs/cleanup') as typeof import('./programs/cleanup')).cleanup,
  dependency: () => (require('./programs/dependency') as typeof import('./programs/dependency')).dependency,
};

/** Runs the program that `args[0]` names: `focus-server`, `stream`, `cleanup` or `dependency`. */
export const runProgram: Program = async (context) => {
  const name = context.args[0] ?? '';
  const load = programs[name];
  if (load === undefined) {
    context.log(`unknown program "${name}"; valid: ${Object.keys(programs).join(', ')}`);
    return 2;
  }
  return await load()(context);
};

/** Loads every program now, for a process that will run them all: its first pods then start without delay. */
export function loadPrograms(): void {
  for (const load of Object.values(programs)) load();
}
