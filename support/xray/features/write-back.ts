// Writes the keys of Tests into feature files as tags; no other line changes.
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FeatureFile, FileScenario } from './feature-files';

export interface KeyedScenario {
  readonly scenario: FileScenario;
  /** The key of its Test. */
  readonly key: string;
}

/** A file with its new text. */
export interface ChangedFile {
  readonly file: string;
  readonly text: string;
}

/** The files with a tag for each key. @param prefix that of a Test */
export function addKeyTags(keyed: readonly KeyedScenario[], prefix: string): ChangedFile[] {
  const files = Map.groupBy(keyed, ({ scenario }) => scenario.file);
  return [...files].map(([file, members]) => ({ file: file.file, text: addToText(file, members, prefix) }));
}

/** Writes every file beside its old version before it renames the first one, so that none is ever half-written. */
export function writeChangedFiles(cwd: string, changed: readonly ChangedFile[]): void {
  const files = changed.map(({ file, text }) => {
    const target = path.join(cwd, file);
    return { target, text, beside: `${target}.${process.pid}.new` };
  });
  try {
    for (const { target, text, beside } of files) writeFileSync(beside, text, { mode: statSync(target).mode });
    for (const { target, beside } of files) renameSync(beside, target);
  } finally {
    for (const { beside } of files) rmSync(beside, { force: true });
  }
}

/** From the last line up: a new line moves only those below it. */
function addToText({ text }: FeatureFile, members: readonly KeyedScenario[], prefix: string): string {
  const lines = text.split(/(?<=\n)/);
  const sorted = members.toSorted((a, b) => b.scenario.scenario.location.line - a.scenario.scenario.location.line);
  for (const { scenario, key } of sorted) addToLines(lines, scenario, `@${prefix}${key}`);
  return lines.join('');
}

function addToLines(lines: string[], { scenario }: FileScenario, tag: string): void {
  const [firstTag] = scenario.tags;
  const index = (firstTag ?? scenario).location.line - 1;
  const line = lines[index] ?? '';
  if (firstTag !== undefined) {
    lines[index] = line.replace('@', () => `${tag} @`);
    return;
  }
  const [indentation = ''] = /^\s*/.exec(line) ?? [];
  lines.splice(index, 0, `${indentation}${tag}${line.endsWith('\r\n') ? '\r\n' : '\n'}`);
}
