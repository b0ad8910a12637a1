// The HTML report, made of the JSON report, with the environment, versions, deadlines and the verdict beside it.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** A line of what is shown beside the features. */
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
  readonly facts: readonly Fact[];
}

/** Writes a report that can be read without a network. */
export async function writeHtml({ json, folder, title, facts }: HtmlReport): Promise<void> {
  // The generator takes every JSON file of a folder.
  const source = await mkdtemp(path.join(tmpdir(), 'focus-server-acceptance-'));
  try {
    await writeFile(path.join(source, 'cucumber.json'), json);
    await generate({
      jsonDir: source,
      reportPath: folder,
      reportName: title,
      pageTitle: title,
      pageFooter: ' ',
      displayDuration: true,
      displayReportTime: true,
      hideMetadata: true,
      staticFilePath: true,
      useCDN: false,
      customData: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    });
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
