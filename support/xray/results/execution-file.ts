// reports/xray.json: the Test Execution of a run, written before its results are sent, so that no run gets a second one.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { reportFiles } from '../../reporting/report-files';
import type { Issue } from '../client/xray-client';
import type { XraySettings } from '../xray-settings';

const schema = z.object({
  runId: z.string(),
  environment: z.string(),
  apiUrl: z.string(),
  projectKey: z.string(),
  execution: z.object({ id: z.string(), key: z.string() }),
});

export interface ExecutionOwner {
  readonly folder: string;
  readonly runId: string;
  readonly settings: Pick<XraySettings, 'profile' | 'apiUrl' | 'projectKey'>;
}

/** The execution that an earlier call has written; undefined if it was of another run, project or Xray, or if the file is damaged. */
export function readExecutionFile({ folder, runId, settings }: ExecutionOwner): Issue | undefined {
  const parsed = schema.safeParse(readJson(path.join(folder, reportFiles.xray)));
  if (!parsed.success) return undefined;
  const { execution, ...owner } = parsed.data;
  const isSame =
    owner.runId === runId &&
    owner.environment === settings.profile &&
    owner.apiUrl === settings.apiUrl &&
    owner.projectKey === settings.projectKey;
  return isSame ? execution : undefined;
}

/** Writes the file beside its old version and renames it. */
export function writeExecutionFile({ folder, runId, settings }: ExecutionOwner, { id, key }: Issue): void {
  const { profile: environment, apiUrl, projectKey } = settings;
  const file = path.join(folder, reportFiles.xray);
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(
      beside,
      `${JSON.stringify({ runId, environment, apiUrl, projectKey, execution: { id, key } }, null, 2)}\n`,
    );
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Absent or damaged: the execution is then looked up in Jira.
    return undefined;
  }
}
