// Finds the Test Execution of a run, or creates it: once, whatever was interrupted before.
import { ConfigurationError } from '../../common/errors';
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
  if (known !== undefined) return known;
  const execution = (await findByRun(client, owner)) ?? (await createOnce(client, owner, fields));
  writeExecutionFile(owner, execution);
  return execution;
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
