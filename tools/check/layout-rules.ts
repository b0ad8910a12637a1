// Where files are and how they are named, so that a reader finds the code of a subject and its test by the name alone.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding, Rule } from './findings';

/** A deviation from a rule, with the reason for it. */
export interface Exception {
  readonly path: string;
  readonly reason: string;
}

const looseFile: Rule = {
  one: 'loose file in support/',
  many: 'loose files in support/',
  advice: 'move it into the room of its subject',
};
const testWithoutSource: Rule = {
  one: 'test without a source of its name',
  many: 'tests without a source of their name',
  advice: 'test/ROOM/NAME.test.ts tests support/ROOM/NAME.ts or the folder support/ROOM/NAME',
};
const sharedName: Rule = {
  one: 'file name used twice',
  many: 'file names used twice',
  advice: 'name the file so that its content is clear without the folder',
};
const longFile: Rule = {
  one: 'file of more than 250 lines',
  many: 'files of more than 250 lines',
  advice: 'divide it by purpose',
};
const staleException: Rule = {
  one: 'exception that nothing needs',
  many: 'exceptions that nothing needs',
  advice: 'remove it from tools/check/layout-rules.ts',
};

/** Tests without a source of their name. A folder stands for all files in it. */
const testExceptions: readonly Exception[] = [
  { path: 'test/mini-projects', reason: 'they run the suite as a whole through its command line' },
  {
    path: 'test/requests/ports-and-slots.test.ts',
    reason: 'it tests the ports and the slots that requests use up, and their code is in two rooms',
  },
];

const mostLines = 250;

/** General names with a known meaning: the entry of a folder, and the entry of a program. */
const entryNames = ['index.ts', 'main.ts'];

/** Folders in which each name occurs once. Files of the same name in two of them are distinguished by the folder. */
const namespaces = [['support', 'tools'], ['step-definitions']];

/** What is wrong with the layout of the project in `cwd`. */
export function checkLayout(cwd: string): Finding[] {
  const files = globSync('{packages,step-definitions,support,test,tools}/**/*.{ts,js}', {
    cwd,
    exclude: (name) => name === 'node_modules',
  });
  const lengths = files.map(
    (file) => [file, readFileSync(path.join(cwd, file), 'utf8').split('\n').length - 1] as const,
  );
  return [
    ...findLayoutProblems(
      files.map((file) => file.replaceAll(path.sep, '/')),
      testExceptions,
    ),
    ...findLongFiles(lengths),
  ];
}

/** Each line counts, since a reader scrolls past each. @param lengths files with their number of lines */
export function findLongFiles(lengths: readonly (readonly [file: string, lines: number])[]): Finding[] {
  return lengths
    .filter(([, lines]) => lines > mostLines)
    .map(([file, lines]) => createFinding(longFile, file, `${lines} lines`));
}

/** @param files paths from the root of the project */
export function findLayoutProblems(files: readonly string[], exceptions: readonly Exception[]): Finding[] {
  const sorted = files.toSorted();
  const unmatched = sorted.filter((file) => file.startsWith('test/') && !hasSource(file, files));
  return [
    ...sorted.filter((file) => /^support\/[^/]+$/.test(file)).map((file) => createFinding(looseFile, file)),
    ...unmatched
      .filter((file) => !exceptions.some((exception) => covers(exception, file)))
      .map((file) => createFinding(testWithoutSource, file)),
    ...namespaces.flatMap((folders) => findSharedNames(sorted.filter((file) => isIn(file, folders)))),
    ...exceptions
      .filter((exception) => !unmatched.some((file) => covers(exception, file)))
      .map((exception) => createFinding(staleException, exception.path)),
  ];
}

/** A test of a tool lies under test/tools/, any other one mirrors support/. Other files of test/ need no source. */
function hasSource(file: string, files: readonly string[]): boolean {
  const [, subject] = /^test\/(.*)\.test\.ts$/.exec(file) ?? [];
  if (subject === undefined) return true;
  const source = subject.startsWith('tools/') ? subject : `support/${subject}`;
  return files.some((other) => [`${source}.ts`, `${source}.js`].includes(other) || other.startsWith(`${source}/`));
}

function findSharedNames(files: readonly string[]): Finding[] {
  const groups = [...Map.groupBy(files, (file) => path.posix.basename(file))];
  return groups
    .filter(([name, members]) => members.length > 1 && !entryNames.includes(name))
    .map(([, [first = '', ...others]]) => createFinding(sharedName, first, `also ${others.join(', ')}`));
}

function isIn(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}

function covers({ path: excepted }: Exception, file: string): boolean {
  return file === excepted || file.startsWith(`${excepted}/`);
}

function createFinding(rule: Rule, position: string, text = ''): Finding {
  return { rule, position, text };
}
