// The one image of the stand-in: the first argument says which of its programs runs.
import type { Program } from './program';

/** Programs are loaded when they are asked for: a pod need not hold the others in memory. */
const programs: Readonly<Record<string, () => Program>> = {
  'focus-server': () => (require('./programs/focus-server') as typeof import('./programs/focus-server')).focusServer,
  stream: () => (require('./programs/stream') as typeof import('./programs/stream')).stream,
  cleanup: () => (require('./programs/cleanup') as typeof import('./programs/cleanup')).cleanup,
  dependency: () => (require('./programs/dependency') as typeof import('./programs/dependency')).dependency,
};

/** Runs the program that `args[0]` names: `focus-server`, `stream`, `cleanup` or `dependency`. */
export const focusProgram: Program = async (context) => {
  const name = context.args[0] ?? '';
  const load = programs[name];
  if (load === undefined) {
    context.log(`unknown program "${name}"; valid: ${Object.keys(programs).join(', ')}`);
    return 2;
  }
  return await load()(context);
};

/** Loads every program now, for a process that is going to run them all: its first pods need not wait for it. */
export function loadPrograms(): void {
  for (const load of Object.values(programs)) load();
}
