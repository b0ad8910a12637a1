// A small project in a temporary folder, which a test fills with files that break a rule.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeFindings, type Finding } from '../../../tools/check/findings';

/** Runs the action in a project that consists of these files. */
export async function inSmallProject<T>(
  files: Readonly<Record<string, string>>,
  action: (cwd: string) => T | Promise<T>,
): Promise<T> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'small-project-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), text);
    }
    return await action(cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The report of a rule on a project with these files, line by line. */
export async function reportOn(
  files: Readonly<Record<string, string>>,
  find: (cwd: string) => Finding[] | Promise<Finding[]>,
): Promise<string[]> {
  return describeFindings(await inSmallProject(files, find)).split('\n');
}
