// Builds what goes into the stand-in's container image: a bundle for each program, so that a pod holds only its own in memory.
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const programs = ['focus-server', 'stream', 'cleanup', 'dependency'];

/** `main.js` loads the programs when they are asked for. */
const programsApart: Plugin = {
  name: 'programs-apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/programs\// }, ({ path }) => ({ path: `${path}.js`, external: true }));
  },
};

/** The health service reads its protocol from beside its own file; in the bundle that is beside `main.js`. */
const healthProto: Plugin = {
  name: 'health-proto',
  setup: ({ onLoad }) => {
    onLoad({ filter: /grpc-health-check\/build\/src\/health\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('/../../proto', '/../proto'),
    }));
  },
};

/** `npm run sandbox:image [-- DIR]` writes `main.js` and what it loads into DIR, by default `build/focus-image`. */
void buildImage(resolve(process.argv[2] ?? 'build/focus-image'));

async function buildImage(directory: string): Promise<void> {
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
    plugins: [programsApart, healthProto],
  });
  const health = dirname(require.resolve('grpc-health-check/package.json'));
  cpSync(join(health, 'proto'), join(directory, 'proto'), { recursive: true });
  process.stdout.write(`${join(directory, 'main.js')}\n`);
}
