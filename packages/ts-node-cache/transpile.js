// Compiles one source with ts-node, unless the same source was compiled before.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { cacheFolder, hash, hashSettings, keep, readKept, root } = require('./cache');

const settings = hashSettings(__filename, 'ts-node', '@swc/core', 'typescript');
/** Created for the first source that is not in the cache: loading it takes longer than the start of a run. */
let compiler;

/** The JavaScript of a TypeScript file, with its source map inside. */
function transpile(file) {
  const source = readFileSync(file, 'utf8');
  const kept = path.join(cacheFolder, 'sources', `${hash(path.relative(root, file))}.js`);
  const origin = hash(settings, file, source);
  return readKept(kept, origin) ?? compile(file, source, (text) => keep(kept, origin, text));
}

function compile(file, source, onCompiled) {
  compiler ??= require('ts-node').create({ cwd: root, projectSearchDir: root });
  const compiled = compiler.compile(source, file);
  onCompiled(compiled);
  return compiled;
}

module.exports = { transpile };
