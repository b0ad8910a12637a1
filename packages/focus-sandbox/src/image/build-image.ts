// Builds the contents of the stand-in's container image: one bundle for each program, so that a pod holds only its own in memory.
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { generateFaultTable } from './bundle-faults';

const programs = ['focus-server', 'stream', 'cleanup', 'dependency'];

/** `main.js` loads a program when it runs it. */
const separatePrograms: Plugin = {
  name: 'separate-programs',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/programs\// }, ({ path }) => ({ path: `${path}.js`, external: true }));
  },
};

/** The files of the faults are not in the image. */
const bundledFaults: Plugin = {
  name: 'bundled-faults',
  setup: ({ onLoad }) => {
    onLoad({ filter: /stand-in[\\/]load-server-part\.ts$/ }, ({ path }) => ({
      contents: generateFaultTable(),
      resolveDir: dirname(path),
    }));
  },
};

/** The health service reads its protocol from a path relative to its own file; in the bundle that is beside `main.js`. */
const healthProto: Plugin = {
  name: 'health-proto',
  setup: ({ onLoad }) => {
    onLoad({ filter: /grpc-health-check\/build\/src\/health\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('/../../proto', '/../proto'),
    }));
  },
};

/** Writes `main.js` and the files that it loads into the directory. Resolves to the path of `main.js`. */
export async function buildImage(directory: string): Promise<string> {
  const source = join(__dirname, '../stand-in');
  await build({
    entryPoints: {
      main: join(source, 'container.ts'),
      ...Object.fromEntries(programs.map((name) => [`programs/${name}`, join(source, 'programs', `${name}.ts`)])),
    },
    outdir: directory,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
    plugins: [separatePrograms, bundledFaults, healthProto],
  });
  const health = dirname(require.resolve('grpc-health-check/package.json'));
  cpSync(join(health, 'proto'), join(directory, 'proto'), { recursive: true });
  return join(directory, 'main.js');
}
