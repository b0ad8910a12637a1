// Texts on disk that are costly to make, each with the hash of what it was made from: another origin, or a damaged file, is found at reading.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { threadId } = require('node:worker_threads');

/** The root of the repository. */
const root = path.resolve(__dirname, '../..');
/** Beside the installed packages: `npm ci` empties it. */
const cacheFolder = path.join(root, 'node_modules/.cache/ts-node-cache');

/** The last line of each file. The text comes first, so that positions in the text are positions in the file. */
const hashLine = { start: '\n// ', length: 4 + 64 };

/** The hash of the texts, as 64 hexadecimal digits. */
function hash(...texts) {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(text).update('\0');
  return digest.digest('hex');
}

/** The text that was kept in `file`, or undefined if there is none, if it was made from another origin, or if the file is damaged. */
function readKept(file, origin) {
  let content;
  try {
    content = readFileSync(file);
  } catch {
    return undefined;
  }
  const text = content.subarray(0, -hashLine.length);
  const end = content.subarray(-hashLine.length).toString();
  return end === `${hashLine.start}${hash(origin, text)}` ? text.toString() : undefined;
}

/**
 * Keeps a text in `file`, unless the folder cannot be written: then each run compiles anew. The file is written beside and renamed,
 * because other processes read it at the same time.
 */
function keep(file, origin, text) {
  const temporary = `${file}.${process.pid}-${threadId}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, `${text}${hashLine.start}${hash(origin, text)}`);
    renameSync(temporary, file);
  } catch {
    removeIfPossible(temporary);
  }
}

function removeIfPossible(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder does not exist.
  }
}

/** The hash of what decides about every text that a program makes, apart from its sources: the program, its settings, Node.js and the given packages. */
function hashSettings(program, ...packages) {
  const versions = packages.map((name) => `${name} ${require(`${name}/package.json`).version}`);
  const variables = Object.entries(process.env).filter(([name]) => name.startsWith('TS_NODE_'));
  const texts = [program, path.join(root, 'tsconfig.json')].map((file) => readFileSync(file, 'utf8'));
  return hash(root, process.version, ...texts, ...versions, ...variables.flat());
}

module.exports = { cacheFolder, hash, hashSettings, keep, readKept, root };
