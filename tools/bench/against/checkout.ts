// The two checkouts that are compared: this one, and another one of the same project.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../command-line';
import { runCommand } from './measured-command';

export interface Checkout {
  readonly folder: string;
  /** Short hash of its commit, or the name of its folder. */
  readonly name: string;
  /** The Node.js that its `npm ci` has installed. */
  readonly node: string;
  /** Below its folder, with a feature of one step that does nothing. */
  readonly trivialFolder: string;
}

/** The benchmarks were in `test/` once. */
const trivialFolders = ['tools/bench/trivial', 'test/bench/trivial'];

/** @throws UsageError when it is no checkout of the project, or was not installed */
export async function openCheckout(folder: string): Promise<Checkout> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${folder} is no folder.`);
  const trivialFolder = trivialFolders.find((candidate) => existsSync(path.join(folder, candidate)));
  if (trivialFolder === undefined) {
    throw new UsageError(`${folder} is no checkout of this project: it has neither ${trivialFolders.join(' nor ')}.`);
  }
  const node = path.join(folder, 'node_modules/.bin/node');
  if (!existsSync(node)) throw new UsageError(`${folder} has no build: run \`npm ci\` there.`);
  return { folder, node, trivialFolder, name: await readName(folder) };
}

async function readName(folder: string): Promise<string> {
  const { exitCode, output } = await runCommand('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder });
  return exitCode === 0 ? output.trim() : path.basename(folder);
}
