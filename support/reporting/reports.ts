// The files of reports/: which there are, and how they are written from the messages and the verdict of a run.
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Envelope, TestStepResultStatus } from '@cucumber/messages';
import { ConfigurationError, messageChain } from '../common/errors';
import { meaningOf, type Verdict, verdictFileText } from '../verdict';
import { cucumberJson } from './html/cucumber-json';
import { type Fact, writeHtml } from './html/html';
import { withOutcomes } from './html/html-outcomes';
import { junitXml } from './junit';
import { completed } from './messages/complete-messages';
import { withVerdict } from './messages/judge-messages';
import { withProblems } from './messages/problem-messages';
import { withRowsInNames } from './messages/title-messages';

/** What a run writes, below its folder of reports. */
export const reportFiles = {
  messages: 'messages.ndjson',
  json: 'cucumber.json',
  junit: 'junit.xml',
  html: 'html',
  verdict: 'verdict.json',
} as const;

const suiteName = 'Focus Server acceptance';

/**
 * Removes what an earlier run wrote, so that nobody takes it for this one's, and makes the folder.
 * @throws ConfigurationError when the folder cannot be written to
 */
export function clearReports(folder: string): void {
  try {
    for (const file of Object.values(reportFiles)) rmSync(path.join(folder, file), { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new ConfigurationError(
      `The reports cannot be written to ${folder}: ${messageChain(cause)}. Set FOCUS_REPORTS to a folder that can be written to.`,
      { cause },
    );
  }
}

interface Run {
  readonly folder: string;
  readonly envelopes: readonly Envelope[];
  readonly verdict: Verdict;
  /** What the HTML report shows beside the features. */
  readonly facts: readonly Fact[];
}

/** Writes all reports but the messages, which are written while the run goes on. */
export async function writeReports(run: Run): Promise<void> {
  const { verdict, folder, facts } = run;
  const json = withOutcomes(writeTexts(run), verdict.scenarios);
  const subtitle = `${verdict.environment}: ${meaningOf(verdict)}`;
  await writeHtml({ json, folder: path.join(folder, reportFiles.html), title: suiteName, subtitle, facts });
}

/** Writes those reports that are one file: at once, also while the process ends. Returns the JSON report. */
export function writeTexts({ folder, envelopes, verdict }: Omit<Run, 'facts'>): string {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  write(reportFiles.verdict, verdictFileText(verdict));
  const titled = withProblems(withRowsInNames(completed(envelopes)), verdict.problems);
  write(reportFiles.junit, junitXml(withVerdict(titled, verdict, TestStepResultStatus.SKIPPED), suiteName));
  const json = cucumberJson(withVerdict(titled, verdict, TestStepResultStatus.PENDING));
  write(reportFiles.json, json);
  return json;
}
