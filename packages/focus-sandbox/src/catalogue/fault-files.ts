// The faults by their names: each is a file of faults/, and its path there is its name.
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { FaultFile } from '../fault';
import { faultsFolder } from '../stand-in/faults-folder';
import { findNearest } from './nearest';

/** A name that no fault has; the message lists the nearest ones. */
export class UnknownFaultError extends Error {
  override readonly name = 'UnknownFaultError';
}

export interface Fault extends FaultFile {
  /** In kebab-case; `capacity:slots` is the file `capacity/slots.ts`. */
  readonly name: string;
}

/** The names of all faults, sorted. No file is loaded. */
export function listFaultNames(): string[] {
  return readdirSync(faultsFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length).replaceAll(sep, ':'))
    .sort();
}

/** Throws `UnknownFaultError` for the first name that no fault has. No file is loaded. */
export function checkFaultNames(names: readonly string[]): void {
  if (names.length === 0) return;
  const known = listFaultNames();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UnknownFaultError(`unknown fault "${unknown}"; nearest: ${findNearest(unknown, known).join(', ')}`);
  }
}

/** Loads one fault, and no other file. Throws when there is no such file. */
export function loadFault(name: string): Fault {
  return { name, ...loadFaultFile(name) };
}

/** What the file of a fault exports. */
export function loadFaultFile(name: string): FaultFile {
  return require(join(faultsFolder, `${name.replaceAll(':', '/')}.ts`));
}
