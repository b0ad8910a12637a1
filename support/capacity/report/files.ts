// Names and writes the files of a capacity run; never overwrites one.
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatFileTime } from './report-times';

/** Leaves enough of the 255 characters of a file name for the other parts. */
const longestName = 100;

/** An environment's name for file names: letters, digits, dots and hyphens. */
export function toFileName(environment: string): string {
  const name = environment.replaceAll(/[^A-Za-z0-9.-]+/g, '-').replaceAll(/^[.-]+|-+$/g, '');
  return name.slice(0, longestName) || 'environment';
}

/** `infra_gap_report_dev_20251027_180000` or `capacity_dev_20251027_180000`; the time is UTC. */
export function createStem(kind: 'gap' | 'baseline', environment: string, now: Date): string {
  return `${kind === 'gap' ? 'infra_gap_report' : 'capacity'}_${toFileName(environment)}_${formatFileTime(now)}`;
}

/**
 * Writes one file for each extension, all with the same stem: the first of `stem`, `stem-2`, … that no file of the folder has yet.
 * @param textsFor the texts by extension, from the free stem
 * @returns the names of the files, in the order of the extensions
 */
export async function writeNew(
  folder: string,
  stem: string,
  textsFor: (free: string) => Readonly<Record<string, string>>,
): Promise<string[]> {
  const taken = new Set((await readdir(folder)).map((file) => path.parse(file).name));
  let free = stem;
  for (let number = 2; taken.has(free); number += 1) free = `${stem}-${number}`;
  const texts = Object.entries(textsFor(free)).map(([ending, text]) => ({ file: `${free}.${ending}`, text }));
  for (const { file, text } of texts) await writeFile(path.join(folder, file), text, { flag: 'wx' });
  return texts.map(({ file }) => file);
}
