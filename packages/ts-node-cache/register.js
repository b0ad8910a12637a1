// Loads TypeScript as ts-node does, and keeps on disk what the compilers made of each source: a run compiles what has changed, and nothing else.
const Module = require('node:module');
const path = require('node:path');
const { cacheFolder } = require('./cache');

// Node's own cache of compiled JavaScript, before anything large is loaded.
Module.enableCompileCache(path.join(cacheFolder, 'node'));

const sourceMapSupport = require('@cspotcode/source-map-support');
const { bundle } = require('./bundle');
const { transpile } = require('./transpile');

/** The code that was loaded, by the path that stack traces have for it. */
const loaded = new Map();

Module._extensions['.ts'] = (module, source) => {
  const code = (source.endsWith('.bundle.ts') ? bundle(source) : undefined) ?? {
    file: source,
    text: transpile(source),
  };
  loaded.set(code.file, code);
  module._compile(code.text, code.file);
};

// Stack traces name the lines of the sources. Unlike Node's own support, this one parses a source map only when an error needs it.
sourceMapSupport.install({
  environment: 'node',
  retrieveFile: (file) => loaded.get(file)?.text ?? '',
  retrieveSourceMap: (file) => {
    const map = loaded.get(file)?.readMap?.() ?? null;
    return map === null ? null : { url: file, map };
  },
  redirectConflictingLibrary: false,
});
