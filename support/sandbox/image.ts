// Builds what goes into the stand-in's container image: one bundled file and what it reads from disk.
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** The health service reads its protocol from beside its own file; in the bundle that is beside `main.js`. */
const healthProto: Plugin = {
  name: 'health-proto',
  setup: ({ onLoad }) => {
    onLoad({ filter: /grpc-health-check\/build\/src\/health\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('/../../proto', '/proto'),
    }));
  },
};

/** `npm run sandbox:image [-- DIR]` writes `main.js` into DIR, by default `build/focus-image`. */
void buildImage(resolve(process.argv[2] ?? 'build/focus-image'));

async function buildImage(directory: string): Promise<void> {
  await build({
    entryPoints: [join(__dirname, 'focus-server', 'container.ts')],
    outfile: join(directory, 'main.js'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
    plugins: [healthProto],
  });
  const health = dirname(require.resolve('grpc-health-check/package.json'));
  cpSync(join(health, 'proto'), join(directory, 'proto'), { recursive: true });
  process.stdout.write(`${join(directory, 'main.js')}\n`);
}
