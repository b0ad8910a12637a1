// What the processes of a proof are started with.
import path from 'node:path';

export const repository = path.resolve(__dirname, '../..');
/** Compiled code that all runs share, in this proof and in later ones. */
const compileCache = path.join(repository, 'node_modules/.cache/proof');

/** The variables of a process: none of the caller's settings reaches it. */
export function createChildEnvironment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NODE_COMPILE_CACHE: compileCache, ...added };
}
