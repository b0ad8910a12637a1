// The words that the project avoids, in all texts and names that a person reads.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding, Rule } from './findings';
import { readTextParts, type TextPart } from './text-parts';
import { type AllowedText, allowedTexts, avoidedWords } from './word-list';

const avoidedWord: Rule = {
  one: 'word that the project avoids',
  many: 'words that the project avoids',
  advice: 'use the plain term, or allow the text in tools/check/word-list.ts with the reason',
};
const unusedText: Rule = {
  one: 'allowed text that no file needs',
  many: 'allowed texts that no file needs',
  advice: 'remove it from tools/check/word-list.ts, or only the beginning of the paths that is shown beside it',
};

const scanned = [
  '*.md',
  '*.js',
  '.dependency-cruiser.js',
  '.ci/*',
  '.github/**/*.yml',
  'packages/*/Dockerfile',
  '{docs,reports}/**/*.md',
  'features/**/*.{feature,ts}',
  '{packages,step-definitions,support,test,tools}/**/*.{ts,js,md,liquid,yaml,feature}',
];
/** The list of the words itself, the list of old names, and their tests. */
const exempt = [
  'tools/check/word-list.ts',
  'test/tools/check/words.test.ts',
  'support/environment/renamed.ts',
  'test/environment/renamed.test.ts',
];

/** The avoided words of the project in `cwd`, file by file. */
export function checkWords(cwd: string): Finding[] {
  const files = globSync(scanned, { cwd, exclude: (name) => name === 'node_modules' });
  const texts = files
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !exempt.includes(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(cwd, file), 'utf8') }));
  return findAvoidedWords(texts, allowedTexts);
}

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** The avoided words in these files and in their paths, and the allowed texts that are needed nowhere. */
export function findAvoidedWords(texts: readonly NamedText[], allowed: readonly AllowedText[]): Finding[] {
  const permissions = allowed.flatMap(({ text, files = [''] }) =>
    files.map((folder) => ({ text, folder, used: false })),
  );
  const findings = texts.flatMap(({ file, text }) => {
    const usable = permissions.filter(({ folder }) => file.startsWith(folder));
    return [{ line: 0, text: file }, ...readTextParts(file, text)].flatMap((part) => findInPart(file, part, usable));
  });
  const unused = permissions.filter(({ used }) => !used);
  return [...findings, ...unused.map(({ text, folder }) => ({ rule: unusedText, position: text, text: folder }))];
}

/** An allowed text in the files whose paths begin with `folder`. */
interface Permission {
  readonly text: string;
  readonly folder: string;
  used: boolean;
}

/** @param part line 0 is the path of the file */
function findInPart(file: string, { line, text }: TextPart, permissions: readonly Permission[]): Finding[] {
  const rest = permissions.reduce(removeAllowed, splitNames(text));
  const position = line === 0 ? file : `${file}:${line}`;
  return avoidedWords.flatMap(({ pattern, instead }) =>
    [...rest.matchAll(new RegExp(pattern, 'gi'))].map(([word]) => ({
      rule: avoidedWord,
      position,
      text: `"${word}" → ${instead}`,
    })),
  );
}

function removeAllowed(text: string, permission: Permission): string {
  const phrase = splitNames(permission.text).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const rest = text.replaceAll(new RegExp(`(?<![a-z0-9])${phrase}(?![a-z0-9])`, 'gi'), '~');
  if (rest !== text) permission.used = true;
  return rest;
}

/** Separates the words of a name: `firstSlot` and `first_slot` become "first Slot" and "first slot". */
function splitNames(text: string): string {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}
