// Every text of a run, as it stands in the files and on the terminal, and as a reader could decode it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from './command-line';

export interface FoundText {
  readonly source: string;
  readonly text: string;
}

/** The contents of all files below the folder and what the run has written to the terminal. */
export function everyText(folder: string, { stdout, stderr }: Outcome): FoundText[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(folder, file)).isFile(),
  );
  return [
    { source: 'stdout', text: stdout },
    { source: 'stderr', text: stderr },
    ...files.map((file) => ({ source: file, text: readFileSync(path.join(folder, file), 'utf8') })),
  ];
}

/** Where each canary is found, by its name: unchanged, escaped for a URL or in JSON, in base64, or broken into lines. */
export function findings(texts: readonly FoundText[], canaries: Readonly<Record<string, string>>): string[] {
  return texts.flatMap(({ source, text }) => {
    const read = readings(text);
    return Object.entries(canaries).flatMap(([name, canary]) => {
      const hit = read.find((one) => one.includes(canary));
      return hit === undefined ? [] : [`${name} in ${source}: ${around(hit, canary)}`];
    });
  });
}

function around(text: string, canary: string): string {
  const at = text.indexOf(canary);
  return text.slice(Math.max(at - 60, 0), at + canary.length + 20);
}

/** Attachments are encoded in base64, and may contain other encoded texts. */
function readings(text: string): string[] {
  const decoded = decodings(text);
  const all = [text, ...decoded, ...decoded.flatMap(decodings)];
  return all.flatMap((one) => [
    one,
    joined(one),
    unescapedUrl(one),
    one.replaceAll(/\\+u00([0-9a-f]{2})/gi, decodeSign),
  ]);
}

function decodings(text: string): string[] {
  const parts = text.match(/[A-Za-z0-9+/_-]{16,}/g) ?? [];
  // The encoded text may begin anywhere in a longer sequence of such characters.
  return [0, 1, 2, 3].map((from) => parts.map((part) => Buffer.from(part.slice(from), 'base64').toString()).join('\n'));
}

function joined(text: string): string {
  return text.replaceAll(/(\\+r|\r)?(\\+n|\n)[ \t]*/g, '').replaceAll(/\\(?=")/g, '');
}

function unescapedUrl(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, decodeSign);
}

function decodeSign(_escape: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
