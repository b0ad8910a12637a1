// A project of a few files with a copy of this package, and so with a cache of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const repository = path.resolve(__dirname, '../../..');
const copied = ['register.js', 'transpile.js', 'bundle.js', 'inputs.js', 'cache.js'];
const installed = ['@cspotcode', '@jridgewell', '@swc', 'esbuild', 'ts-node', 'typescript'];

export interface Output {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class SmallProject {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ts-node-cache-')));
  /** Where its cache is. */
  readonly cache = path.join(this.folder, 'node_modules/.cache');

  /** It is removed after the test; `t` is the context of Node's test runner. */
  constructor(t: { after(action: () => void): void }, files: Readonly<Record<string, string>>) {
    t.after(() => rmSync(this.folder, { recursive: true, force: true }));
    for (const file of copied) {
      cpSync(
        path.join(repository, 'packages/ts-node-cache', file),
        path.join(this.folder, 'packages/ts-node-cache', file),
      );
    }
    mkdirSync(path.join(this.folder, 'node_modules'));
    for (const name of installed) {
      symlinkSync(path.join(repository, 'node_modules', name), path.join(this.folder, 'node_modules', name));
    }
    this.configure({});
    for (const [file, content] of Object.entries(files)) this.write(file, content);
  }

  write(file: string, content: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), content);
  }

  /** Writes its `tsconfig.json`. */
  configure(compilerOptions: Readonly<Record<string, unknown>>): void {
    const options = {
      target: 'es2022',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      types: [],
      ...compilerOptions,
    };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions: options, 'ts-node': { swc: true } }));
  }

  /** Runs one of its files in a process of its own. */
  async run(file: string): Promise<Output> {
    const child = spawn(process.execPath, ['-r', './packages/ts-node-cache/register.js', file], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { exitCode: child.exitCode, stdout, stderr };
  }

  /** What the file prints, when it ends well and complains of nothing. */
  async print(file: string): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(file);
    if (exitCode === 0 && stderr === '') return stdout;
    throw new Error(`${file} ended with ${exitCode}:\n${stderr}`);
  }
}
