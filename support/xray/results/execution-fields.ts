// The fields of a Test Execution: what was tested, where, and with which result.
import { redact } from '../../redaction/redact';
import { outcomes, type VerdictFile } from '../../verdict';
import type { ExecutionFields } from '../client/xray-client';
import type { XraySettings } from '../xray-settings';
import type { RunReports } from './read-reports';

export interface ExecutionOptions {
  /** The address of the CI run. */
  readonly link?: string | undefined;
  readonly revision?: string | undefined;
  readonly fixVersion?: string | undefined;
}

/** The longest summary that Jira accepts. */
const longestSummary = 255;

export function createExecutionFields(
  { run, verdict }: RunReports,
  settings: XraySettings,
  { link, revision, fixVersion = settings.fixVersion }: ExecutionOptions,
): ExecutionFields {
  const versions = [run.software ?? [], ...run.images.map((image) => image.slice(image.lastIndexOf('/') + 1))].flat();
  const product = versions.length === 0 ? '' : ` (${versions.join(', ')})`;
  const mark = formatRunMark(run.runId);
  const title = `Acceptance on ${run.environment}${product}: ${verdict.meaning}`;
  const lines = [
    `Environment: ${run.environment}${run.baseUrl === undefined ? '' : `, ${run.baseUrl}`}`,
    `Focus Server: ${versions.join(', ') || 'version unknown'}`,
    `Kubernetes: ${run.kubernetes ?? 'unknown'}`,
    `Verdict: ${verdict.meaning} (exit code ${verdict.exitCode})`,
    `Scenarios: ${describeCounts(verdict)}`,
    ...(revision === undefined ? [] : [`Revision: ${revision}`]),
    ...(link === undefined ? [] : [`CI run: ${link}`]),
    `Run: ${run.runId}`,
    ...verdict.problems.map((problem) => `Problem of the run: ${problem}`),
  ];
  return {
    summary: `${title.slice(0, longestSummary - mark.length - 1)} ${mark}`,
    // Addresses may carry a password.
    description: redact(lines.join('\n'), []),
    environments: settings.environments,
    testPlan: settings.testPlan,
    fixVersion,
    revision,
  };
}

/** The part of a summary by which an execution is found again. */
export function formatRunMark(runId: string): string {
  return `[run ${runId}]`;
}

/** The CI run and the revision from the variables of GitHub, GitLab and Jenkins. */
export function readCiVariables(env: NodeJS.ProcessEnv): Pick<ExecutionOptions, 'link' | 'revision'> {
  const {
    GITHUB_SERVER_URL,
    GITHUB_REPOSITORY,
    GITHUB_RUN_ID,
    GITHUB_SHA,
    CI_JOB_URL,
    CI_PIPELINE_URL,
    CI_COMMIT_SHA,
    BUILD_URL,
    GIT_COMMIT,
  } = env;
  const github = GITHUB_RUN_ID
    ? `${GITHUB_SERVER_URL ?? 'https://github.com'}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
    : undefined;
  return {
    link: github || CI_JOB_URL || CI_PIPELINE_URL || BUILD_URL || undefined,
    revision: GITHUB_SHA || CI_COMMIT_SHA || GIT_COMMIT || undefined,
  };
}

function describeCounts({ counts, scenarios }: VerdictFile): string {
  const parts = Object.entries(outcomes).flatMap(([outcome, { label }]) => {
    const count = scenarios.filter((scenario) => scenario.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${label}`];
  });
  return parts.join(', ') || `${Object.keys(counts).length === 0 ? 0 : scenarios.length}`;
}
