// The vendor's Maven plugin: imports features and results, and exports features.
import { execFile } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { secrets } from '../fake/start-fake';
import { describeLatest, type PeerCheck, type PeerProject } from './peer-project';

const plugin = 'app.getxray:xray-maven-plugin:0.9.0';
const deadlineMs = 5 * 60_000;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>peer</groupId><artifactId>peer</artifactId><version>1</version><packaging>pom</packaging>
</project>
`;

export async function runMavenPlugin(project: PeerProject): Promise<PeerCheck[]> {
  const { flavour, fake, folder, keys, report, info, statuses } = project;
  writeFileSync(path.join(folder, 'pom.xml'), pom);
  const create = (what: string, expected: string, seen: string) => ({ peer: plugin, flavour, what, expected, seen });
  const tests = fake.store.listType('Test').length;
  await runGoal(project, 'import-features', { projectKey: 'PZ', inputFeatures: 'features' });
  const features = create('import of the features', `${tests} Tests`, `${fake.store.listType('Test').length} Tests`);
  await runGoal(project, 'import-results', { reportFormat: 'cucumber', reportFile: report, testExecInfoJson: info });
  const results = create('import of the results', `${statuses} in chrome`, describeLatest(fake));
  await runGoal(project, 'import-results', { reportFormat: 'cucumber', reportFile: report });
  const plain = create('import of the results without info', `${statuses} in `, describeLatest(fake));
  await runGoal(project, 'export-features', {
    issueKeys: keys.join(flavour === 'cloud' ? ';' : ','),
    outputDir: 'exported',
  });
  const exported = globSync('exported/**/*.feature', { cwd: folder }).length;
  return [features, results, plain, create('export of the features', `${keys.length} files`, `${exported} files`)];
}

async function runGoal(
  { flavour, fake, folder }: PeerProject,
  goal: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const connection: Record<string, string> =
    flavour === 'cloud'
      ? {
          cloud: 'true',
          clientId: secrets.clientId,
          clientSecret: secrets.clientSecret,
          cloudApiBaseUrl: `${fake.url}/api/v2`,
        }
      : { cloud: 'false', jiraBaseUrl: fake.url, jiraToken: secrets.token };
  const options = Object.entries({ ...connection, ...settings }).map(([name, value]) => `-Dxray.${name}=${value}`);
  await promisify(execFile)('mvn', ['--batch-mode', '--quiet', `${plugin}:${goal}`, ...options], {
    cwd: folder,
    timeout: deadlineMs,
  });
}
