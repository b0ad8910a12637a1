// The HTML report: made from the JSON report, with the environment, versions, deadlines and the verdict beside it.
import { once } from 'node:events';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IssueLinks } from '../../environment';
import { type AttachedPage, separateAttachedPages } from './html-attachments';
import { removeMarkup, toHtmlJson } from './html-json';

/** A line of the table beside the features. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

interface HtmlReport {
  /** The text of Cucumber's JSON report. */
  readonly json: string;
  /** The folder that the report is written to. */
  readonly folder: string;
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly Fact[];
  readonly links: Pick<IssueLinks, 'linkHtml'>;
}

// The generator would show the account and the host name of the machine that ran the suite.
const hidden = { username: false, nodeVersion: false, reportVersion: false, architecture: false };

// It also shows charts of devices, browsers, tags and a trend, which are empty here.
const style =
  '<style>div:has(> #device-os-chart), div:has(> #browser-chart), div:has(> #status-trend-chart), div:has(> #tag-distribution-chart) { display: none !important }</style>';

/** Writes a report that can be read without a network. */
export async function writeHtml({ json, folder, title, subtitle, facts, links }: HtmlReport): Promise<void> {
  // The generator reads every JSON file of a folder.
  const source = await mkdtemp(path.join(tmpdir(), 'focus-server-acceptance-'));
  try {
    const report = separateAttachedPages(toHtmlJson(json));
    await writeFile(path.join(source, 'cucumber.json'), report.json);
    await generate({
      jsonDir: source,
      reportPath: folder,
      reportName: title,
      pageTitle: removeMarkup(subtitle),
      pageFooter: ' ',
      displayDuration: true,
      displayReportTime: true,
      metadata: [],
      customMetadata: true,
      staticFilePath: true,
      useCDN: false,
      customData: { ...Object.fromEntries(facts.map(({ name, value }) => [name, escapeAttribute(value)])), ...hidden },
    });
    await addStyle(path.join(folder, 'index.html'));
    await writePages(folder, report.pages);
    await linkIssues(folder, links);
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}

/** Rejects with the generator's own error. */
async function generate(options: Readonly<Record<string, unknown>>): Promise<void> {
  const thread = new Worker(path.join(__dirname, 'html-thread.js'), {
    workerData: options,
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  const [exitCode] = (await once(thread, 'exit')) as [number];
  if (exitCode !== 0) throw new Error(`The HTML report could not be generated: its thread ended with ${exitCode}`);
}

async function writePages(folder: string, pages: readonly AttachedPage[]): Promise<void> {
  for (const { file, text } of pages) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

async function linkIssues(folder: string, { linkHtml }: HtmlReport['links']): Promise<void> {
  for await (const file of glob('**/*.html', { cwd: folder })) {
    const page = await readFile(path.join(folder, file), 'utf8');
    const linked = linkHtml(page);
    if (linked !== page) await writeFile(path.join(folder, file), linked);
  }
}

/** The generator writes these facts into texts and attributes without escaping them. */
function escapeAttribute(text: string): string {
  return removeMarkup(text).replaceAll('"', '&quot;');
}

async function addStyle(file: string): Promise<void> {
  const page = await readFile(file, 'utf8');
  await writeFile(
    file,
    page.replace('</head>', () => `${style}</head>`),
  );
}
