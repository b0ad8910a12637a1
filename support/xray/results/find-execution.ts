// Finds the Test Execution of a run, or creates it: once, whatever was interrupted before.
import path from 'node:path';
import { ConfigurationError } from '../../common/errors';
import { reportFiles } from '../../reporting/report-files';
import { UnknownResultError } from '../client/call-errors';
import type { ExecutionFields, Issue, XrayClient } from '../client/xray-client';
import { formatRunMark } from './execution-fields';
import { type ExecutionOwner, readExecutionFile, writeExecutionFile } from './execution-file';

/** The execution, whose key is in reports/xray.json when this resolves. @throws ConfigurationError when Jira has several of this run */
export async function findOrCreateExecution(
  client: XrayClient,
  owner: ExecutionOwner,
  fields: ExecutionFields,
): Promise<Issue> {
  const known = readExecutionFile(owner);
  if (known !== undefined) {
    await checkExists(client, known, owner);
    return known;
  }
  const execution = (await findByRun(client, owner)) ?? (await createOnce(client, owner, fields));
  checkOnlyCall(execution, owner);
  writeExecutionFile(owner, execution);
  return execution;
}

/** Xray would put the results of an execution that was deleted into a new one, at each call. */
async function checkExists(client: XrayClient, { key }: Issue, { folder }: ExecutionOwner): Promise<void> {
  if ((await client.findExecution(key)) !== undefined) return;
  const file = path.join(folder, reportFiles.xray);
  throw new ConfigurationError(
    `${file} names ${key} as the Test Execution of this run, but Jira has no such Test Execution: it was deleted, or the account cannot see it. Nothing was sent. Delete ${file}, and run the command again to create another one.`,
  );
}

/** The file has another execution of this run when a second call was faster. */
function checkOnlyCall(execution: Issue, owner: ExecutionOwner): void {
  const other = readExecutionFile(owner);
  if (other === undefined || other.key === execution.key) return;
  throw new ConfigurationError(
    `Two calls sent the results of run ${owner.runId} at the same time: its Test Execution is ${other.key}. Delete ${execution.key}, which has no results, and run the command again.`,
  );
}

/** A creation without an answer may have happened: then the execution is looked up, and not created again. */
async function createOnce(client: XrayClient, owner: ExecutionOwner, fields: ExecutionFields): Promise<Issue> {
  try {
    return await client.createExecution(fields);
  } catch (error) {
    if (!(error instanceof UnknownResultError)) throw error;
    const created = await findByRun(client, owner);
    if (created === undefined) throw error;
    return created;
  }
}

async function findByRun(client: XrayClient, { runId, settings }: ExecutionOwner): Promise<Issue | undefined> {
  const start = `Acceptance on ${settings.profile}`;
  const found = (await client.findExecutions(runId)).filter(
    ({ summary }) => summary.startsWith(start) && summary.endsWith(formatRunMark(runId)),
  );
  const [execution] = found;
  if (found.length > 1) {
    throw new ConfigurationError(
      `Jira has ${found.length} Test Executions of run ${runId} on ${settings.profile} (${found.map(({ key }) => key).join(', ')}): delete all but one of them.`,
    );
  }
  return execution && { id: execution.id, key: execution.key };
}
