// Folders of the Test Repository of Xray Cloud.
import { z } from 'zod';
import * as queries from './cloud-queries';
import type { CloudSession } from './cloud-session';
import { listFolderPaths } from './folder-paths';
import type { Issue } from './xray-client';

/** Creates the folder where it does not exist, with the folders above it. */
export async function addTestsToCloudFolder(
  session: CloudSession,
  folder: string,
  tests: readonly Issue[],
): Promise<void> {
  const [first] = tests;
  if (first === undefined) return;
  const request = { what: `Putting Tests into the folder ${folder}`, repeatable: true };
  const project = { ...request, ...queries.getProject, variables: { issueIds: [first.id] } };
  const projectId = (await session.query(project, queries.projectSchema)).getTests.results[0]?.projectId;
  const paths = listFolderPaths(folder);
  for (const path of paths) {
    const variables = { projectId, path };
    const { getFolder } = await session.query({ ...request, ...queries.getFolder, variables }, queries.folderSchema);
    if (getFolder?.path !== path) await session.query({ ...request, ...queries.createFolder, variables }, z.unknown());
  }
  const variables = { projectId, path: paths.at(-1), tests: tests.map(({ id }) => id) };
  await session.query({ ...request, ...queries.addTestsToFolder, variables }, z.unknown());
}
