// No text and no name uses a word that the project avoids.
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
const unusedPermission: Rule = {
  one: 'allowed text that does not occur',
  many: 'allowed texts that do not occur',
  advice: 'remove it from tools/check/word-list.ts',
};

const scanned = [
  '*.md',
  '*.js',
  '{docs,reports}/**/*.md',
  'features/**/*.{feature,ts}',
  '{packages,step-definitions,support,test,tools}/**/*.{ts,js,md,liquid,yaml,feature}',
];
/** The list of the words itself, and the tests of this rule. */
const exempt = ['tools/check/word-list.ts', 'test/tools/check/words.test.ts'];

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

/** The avoided words in these files and in their names, and the allowed texts that occur nowhere. */
export function findAvoidedWords(texts: readonly NamedText[], allowed: readonly AllowedText[]): Finding[] {
  const used = new Set<AllowedText>();
  const findings = texts.flatMap(({ file, text }) => {
    const permissions = allowed.filter(({ files }) => files === undefined || files.some((one) => file.startsWith(one)));
    const name: TextPart = { line: 0, text: path.posix.basename(file) };
    return [name, ...readTextParts(file, text)].flatMap((part) => findIn(file, part, permissions, used));
  });
  const unused = allowed.filter((permission) => !used.has(permission));
  return [...findings, ...unused.map(({ text }) => ({ rule: unusedPermission, position: text, text: '' }))];
}

function findIn(
  file: string,
  { line, text }: TextPart,
  permissions: readonly AllowedText[],
  used: Set<AllowedText>,
): Finding[] {
  const plain = permissions.reduce((rest, permission) => removeAllowed(rest, permission, used), splitNames(text));
  const position = line === 0 ? file : `${file}:${line}`;
  return avoidedWords.flatMap(({ pattern, instead }) =>
    [...plain.matchAll(new RegExp(pattern, 'gi'))].map(([word]) => ({
      rule: avoidedWord,
      position,
      text: `"${word}" → ${instead}`,
    })),
  );
}

function removeAllowed(text: string, permission: AllowedText, used: Set<AllowedText>): string {
  const phrase = splitNames(permission.text).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const rest = text.replaceAll(new RegExp(`(?<![a-z0-9])${phrase}(?![a-z0-9])`, 'gi'), '~');
  if (rest !== text) used.add(permission);
  return rest;
}

/** `firstPlace` and `first_place` as `first Place`. */
function splitNames(text: string): string {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}
