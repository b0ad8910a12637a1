// The files that are attached to a Test Execution: the gap report, and the HTML report as an archive.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { reportFiles } from '../../reporting';
import type { Issue, NamedFile, XrayClient } from '../client/xray-client';
import { formatMegabytes } from './evidence-budget';

const gapReports = 'infra_gap_report_*.{html,json,md}';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
};
const fixedDate = new Date('1980-01-01T00:00:00');

interface Attaching {
  readonly folder: string;
  /** When the run started, ISO 8601. */
  readonly startedAt: string;
  readonly maxBytes: number;
  readonly print: (line: string) => void;
}

/** Attaches what is not attached yet; a file of the same name and size counts as attached. */
export async function attachReports(
  client: XrayClient,
  { key }: Issue,
  { folder, startedAt, maxBytes, print }: Attaching,
): Promise<void> {
  const files = listFiles(folder, startedAt);
  if (client.jira === undefined) {
    const names = files.map(({ name }) => name).join(', ');
    if (names !== '') print(`Without jira.url, JIRA_USER and JIRA_TOKEN these files are not attached: ${names}.`);
    return;
  }
  const present = await client.jira.listAttachments(key);
  for (const file of files) {
    const { size } = file.content;
    if (present.some((attachment) => attachment.name === file.name && attachment.size === size)) continue;
    if (size > maxBytes) {
      print(
        `Not attached: ${file.name} has ${formatMegabytes(size)}, more than ${formatMegabytes(maxBytes)} (--max-mb).`,
      );
      continue;
    }
    await client.jira.attach(key, file);
    print(`Attached ${file.name} (${formatMegabytes(size)}) to ${key}.`);
  }
}

function listFiles(folder: string, startedAt: string): NamedFile[] {
  const stamp = startedAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  const reports = globSync(gapReports, { cwd: folder })
    .filter((name) => (/_(\d{8}_\d{6})\.\w+$/.exec(name)?.[1] ?? '') >= stamp)
    .sort()
    .map((name) =>
      createFile(name, types[path.extname(name)] ?? 'application/octet-stream', readFileSync(path.join(folder, name))),
    );
  const pages = globSync(`${reportFiles.html}/**/*`, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
  if (pages.length === 0) return reports;
  const entries = Object.fromEntries(
    pages.map((file) => [file, new Uint8Array(readFileSync(path.join(folder, file)))]),
  );
  return [
    ...reports,
    createFile('html-report.zip', 'application/zip', zipSync(entries, { mtime: fixedDate, level: 6 })),
  ];
}

function createFile(name: string, type: string, content: Uint8Array<ArrayBuffer>): NamedFile {
  return { name, type, content: new Blob([content], { type }) };
}
