// Makes one text of a module and everything that it loads: one file is loaded much faster than a thousand.
const path = require('node:path');
const { cacheFolder, hash, hashSettings, keep, readKept, root } = require('./cache');
const { describeInputs, haveChanged, isInstalled } = require('./inputs');

/** Packages that read files beside themselves. */
const external = ['grpc-health-check', 'ts-node-cache/*'];
const settings = hashSettings(__filename, 'esbuild', '@jridgewell/sourcemap-codec');

/**
 * The bundle of a module, made anew when any of its files has changed: its `text`, the `file` where it is kept, and `readMap`, which
 * returns its source map or null. Undefined if it cannot be made; then the module has to be loaded by itself, and reports why.
 */
function bundle(module) {
  const relative = path.relative(root, module);
  const file = path.join(cacheFolder, 'bundles', hash(relative).slice(0, 8), `${path.basename(module, '.ts')}.js`);
  const origin = hash(settings, relative);
  const inputs = readKept(`${file}.inputs`, origin);
  const text = inputs === undefined || haveChanged(inputs) ? undefined : readKept(file, inputs);
  if (text === undefined) return build(module, file, origin);
  return { text, file, readMap: () => readKept(`${file}.map`, inputs) ?? null };
}

function build(module, file, origin) {
  const startMs = Date.now();
  const built = runEsbuild(module, file);
  if (built === undefined) return undefined;
  const { text, map, files } = built;
  const inputs = describeInputs(files, startMs);
  if (inputs !== undefined) {
    keep(file, inputs, text);
    keep(`${file}.map`, inputs, map);
    keep(`${file}.inputs`, origin, inputs);
  }
  return { text, file, readMap: () => map };
}

function runEsbuild(module, file) {
  try {
    const { outputFiles, metafile } = require('esbuild').buildSync({
      entryPoints: [module],
      outfile: file,
      write: false,
      bundle: true,
      metafile: true,
      absWorkingDir: root,
      tsconfig: path.join(root, 'tsconfig.json'),
      platform: 'node',
      format: 'cjs',
      target: 'node24',

      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: 'external',
      sourcesContent: false,
      external,
      logLevel: 'silent',
    });
    const [map, text] = outputFiles.map((output) => output.text);
    return { text, map: mapSourcesOnly(map, path.dirname(file)), files: Object.keys(metafile.inputs) };
  } catch {
    return undefined;
  }
}

/**
 * Without the positions in installed packages, which are nine in ten: errors occur in every run, and reading a map of all of them
 * takes as long as the start. Stack traces name positions of the bundle there.
 */
function mapSourcesOnly(text, folder) {
  const { decode, encode } = require('@jridgewell/sourcemap-codec');
  const map = JSON.parse(text);
  const installed = map.sources.map((source) => isInstalled(path.relative(root, path.join(folder, source))));
  const lines = decode(map.mappings).map((line) =>
    line
      .map(([column, source, ...rest]) => (installed[source] ? [column] : [column, source, ...rest]))
      .filter((segment, index, all) => segment.length > 1 || all[index - 1]?.length !== 1),
  );
  return JSON.stringify({ ...map, mappings: encode(lines) });
}

module.exports = { bundle };
