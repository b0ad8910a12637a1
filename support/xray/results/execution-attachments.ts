// The files that are attached to a Test Execution: the gap report, and the HTML report as an archive.
import { globSync, openAsBlob, readFileSync } from 'node:fs';
import path from 'node:path';
import { Zip, ZipDeflate } from 'fflate';
import { reportFiles } from '../../reporting/report-files';
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
  const files = await listFiles(folder, startedAt);
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

async function listFiles(folder: string, startedAt: string): Promise<NamedFile[]> {
  const stamp = startedAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  const names = globSync(gapReports, { cwd: folder })
    .filter((name) => (/_(\d{8}_\d{6})(-\d+)?\.\w+$/.exec(name)?.[1] ?? '') >= stamp)
    .sort();
  const reports = names.map(async (name) => {
    const type = types[path.extname(name)] ?? 'application/octet-stream';
    return { name, type, content: await openAsBlob(path.join(folder, name), { type }) };
  });
  const pages = globSync(`${reportFiles.html}/**/*`, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
  if (pages.length === 0) return Promise.all(reports);
  const type = 'application/zip';
  return [...(await Promise.all(reports)), { name: 'html-report.zip', type, content: packPages(folder, pages) }];
}

/** One page after the other, so that only one of them is in memory. */
function packPages(folder: string, pages: readonly string[]): Blob {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(new Uint8Array(chunk));
  });
  for (const page of pages) {
    const entry = new ZipDeflate(page, { level: 6 });
    entry.mtime = fixedDate;
    archive.add(entry);
    entry.push(readFileSync(path.join(folder, page)), true);
  }
  archive.end();
  return new Blob(chunks, { type: 'application/zip' });
}
