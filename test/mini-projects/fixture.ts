// An environment of fake servers for one run of a mini-project, with its own profile and its own folder of reports.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { reportsFolder } from './command-line';
import { json, startCluster, startServer } from './fake-servers';

export interface Fixture {
  /** Environment variables of a run in it. */
  readonly env: Record<string, string>;
  /** The folder of the reports. */
  readonly folder: string;
}

/** Starts the servers; they end with the test. @param profile YAML */
export async function startFixture(
  t: { after(action: () => unknown): void },
  profile = 'description: A sample\n',
): Promise<Fixture> {
  const cluster = await startCluster();
  const server = await startServer(json({}));
  t.after(async () => {
    await cluster.close();
    await server.close();
  });
  const file = path.join(reportsFolder(t), 'test.yaml');
  writeFileSync(file, profile);
  const folder = reportsFolder(t);
  return {
    env: { FOCUS_ENV: file, FOCUS_BASE_URL: server.url, KUBECONFIG: cluster.kubeconfig, FOCUS_REPORTS: folder },
    folder,
  };
}
