// Which files a bundle was made from, and whether they are still the same.
const { readFileSync, readdirSync, statSync } = require('node:fs');
const path = require('node:path');
const { hash, root } = require('./cache');

/** How far the time of a file may be behind the clock. */
const coarsenessMs = 20;

/**
 * One line for each of the files, which are relative to the root, and for what decides which files these are: the folders of the
 * sources, where a new file may take precedence, and the `package.json` of each package. Undefined if one was written after
 * `startMs` (Unix time, in ms), because the bundle may have been made from its earlier content.
 */
function describeInputs(files, startMs) {
  const inputs = new Set(['node_modules/.package-lock.json', ...files]);
  for (const file of files) {
    if (!isInstalled(file)) inputs.add(path.dirname(file));
    inputs.add(findPackageFile(path.dirname(file)));
  }
  const lines = [...inputs].map((input) => `${describe(input)}  ${input}`);
  const isNew = (input) => (readStats(input)?.mtimeMs ?? 0) >= startMs - coarsenessMs;
  return [...inputs].some(isNew) ? undefined : lines.join('\n');
}

/** Whether any line of a description is not what `describeInputs` would write now. */
function haveChanged(description) {
  return description.split('\n').some((line) => {
    const [known, input] = line.split('  ');
    return describe(input) !== known;
  });
}

/** A source by its content, a folder by its names, a file of an installed package, which nobody edits, by its size and time. */
function describe(input) {
  const stats = readStats(input);
  if (stats === undefined) return 'absent';
  if (stats.isDirectory()) return hash(...readdirSync(path.join(root, input)).sort());
  return isInstalled(input) ? `${stats.size}-${stats.mtimeMs}` : hash(readFileSync(path.join(root, input)));
}

function readStats(input) {
  return statSync(path.join(root, input), { throwIfNoEntry: false });
}

function findPackageFile(folder) {
  const file = path.join(folder, 'package.json');
  return folder === '.' || readStats(file) !== undefined ? file : findPackageFile(path.dirname(folder));
}

function isInstalled(file) {
  return file.split(/[\\/]/).includes('node_modules');
}

module.exports = { describeInputs, haveChanged, isInstalled };
