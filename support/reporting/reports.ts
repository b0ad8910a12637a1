// The files of reports/, written from the messages and the verdict of a run.
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Envelope, TestStepResultStatus } from '@cucumber/messages';
import { ConfigurationError, toMessageChain } from '../common/errors';
import type { IssueLinks } from '../environment';
import { describeVerdict, renderVerdictFile, type Verdict } from '../verdict';
import { renderCucumberJson } from './html/cucumber-json';
import { type Fact, writeHtml } from './html/html';
import { addOutcomes } from './html/html-outcomes';
import { renderJunitXml } from './junit';
import { addProblems } from './messages/add-problems';
import { addRowsToNames } from './messages/add-rows-to-names';
import { addVerdict } from './messages/add-verdict';
import { completeMessages } from './messages/complete-messages';
import { reportFiles } from './report-files';

const suiteName = 'Focus Server acceptance';

/**
 * Creates the folder, and removes the reports of an earlier run, so that nobody takes them for this run's.
 * @throws ConfigurationError when the folder cannot be written to
 */
export function clearReports(folder: string): void {
  try {
    for (const file of Object.values(reportFiles)) rmSync(path.join(folder, file), { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new ConfigurationError(
      `The reports cannot be written to ${folder}: ${toMessageChain(cause)}. Set FOCUS_REPORTS to a folder that can be written to.`,
      { cause },
    );
  }
}

interface Run {
  readonly folder: string;
  readonly envelopes: readonly Envelope[];
  readonly verdict: Verdict;
  /** The table beside the features in the HTML report. */
  readonly facts: readonly Fact[];
  readonly links: IssueLinks;
}

/** Writes all reports except the messages, which are written during the run. */
export async function writeReports(run: Run): Promise<void> {
  const { verdict, folder, facts, links } = run;
  const json = addOutcomes(writeTexts(run), verdict.scenarios);
  const subtitle = `${verdict.environment}: ${describeVerdict(verdict)}`;
  await writeHtml({ json, folder: path.join(folder, reportFiles.html), title: suiteName, subtitle, facts, links });
}

/** Writes the reports that are one file, synchronously: also while the process ends. Returns the JSON report. */
export function writeTexts({ folder, envelopes, verdict }: Omit<Run, 'facts' | 'links'>): string {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  write(reportFiles.verdict, renderVerdictFile(verdict));
  const titled = addProblems(addRowsToNames(completeMessages(envelopes)), [
    ...verdict.problems,
    ...describeLateLeftovers(verdict),
  ]);
  write(reportFiles.junit, renderJunitXml(addVerdict(titled, verdict, TestStepResultStatus.SKIPPED), suiteName));
  const json = renderCucumberJson(addVerdict(titled, verdict, TestStepResultStatus.PENDING));
  write(reportFiles.json, json);
  return json;
}

/** One problem of the run for each: the scenario itself ended before its jobs had to be gone. */
function describeLateLeftovers({ leftovers }: Verdict): string[] {
  return leftovers.filter(({ late }) => late).map(({ scenario, text }) => `Left behind by "${scenario}": ${text}`);
}
