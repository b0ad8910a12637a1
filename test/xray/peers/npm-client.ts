// The Xray client inside the npm package cypress-xray-plugin, which has its own forms and its own reading of the answers.
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import axios, { type AxiosInstance } from 'axios';
import { secrets } from '../fake/start-fake';
import { describeLatest, type PeerCheck, type PeerProject } from './peer-project';

const packageName = 'cypress-xray-plugin';
const version = '8.5.0';
const cache = path.resolve('node_modules/.cache/xray-peers');

interface Client {
  importFeature(
    file: string,
    query: { projectKey: string; source?: string },
  ): Promise<{ updatedOrCreatedIssues: string[]; errors: string[] }>;
  importExecutionCucumberMultipart(report: unknown, info: unknown): Promise<string>;
  getTestRunResults?(ids: { testExecIssueIds: string[] }): Promise<unknown[]>;
}

export async function runNpmClient(project: PeerProject): Promise<PeerCheck[]> {
  const { flavour, fake, folder, report, info, statuses, keys } = project;
  const client = createClient(project, await install());
  const create = (what: string, expected: string, seen: string) => ({
    peer: `${packageName} ${version}`,
    flavour,
    what,
    expected,
    seen,
  });
  const tests = fake.store.listType('Test').length;
  const updated: string[] = [];
  const errors: string[] = [];
  for (const file of globSync('features/**/*.feature', { cwd: folder }).sort()) {
    const answer = await client.importFeature(path.join(folder, file), { projectKey: 'PZ' });
    updated.push(...answer.updatedOrCreatedIssues);
    errors.push(...answer.errors);
  }
  const seen = `${updated.length} updated, ${fake.store.listType('Test').length} Tests, ${errors.length} errors`;
  const features = create('import of the features', `${tests} updated, ${tests} Tests, 0 errors`, seen);
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const key = await client.importExecutionCucumberMultipart(read(report), read(info));
  const results = create('import of the results', `${statuses} in chrome`, describeLatest(fake));
  const named = create('key in the answer', fake.store.listType('Test Execution').at(-1)?.key ?? '', key);
  if (client.getTestRunResults === undefined) return [features, results, named];
  const runs = await client.getTestRunResults({ testExecIssueIds: [fake.store.find(key)?.id ?? ''] });
  return [features, results, named, create('runs of the execution', `${keys.length} runs`, `${runs.length} runs`)];
}

/** Installs the package once, beside the project, without its install scripts. */
async function install(): Promise<NodeJS.Require> {
  mkdirSync(cache, { recursive: true });
  writeFileSync(path.join(cache, 'package.json'), '{ "private": true }\n');
  await promisify(execFile)(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${packageName}@${version}`],
    { cwd: cache },
  );
  return createRequire(path.join(cache, 'package.json'));
}

function createClient({ flavour, fake }: PeerProject, load: NodeJS.Require): Client {
  const part = (file: string): Record<string, new (...args: unknown[]) => Client> =>
    load(path.join(cache, 'node_modules', packageName, 'src/client', file));
  const http: AxiosInstance = axios.create({ proxy: false });
  const { JwtCredentials, PatCredentials } = part('authentication/credentials.js');
  if (flavour === 'cloud') {
    const { XrayClientCloud } = part('xray/xray-client-cloud.js');
    const credentials = construct(
      JwtCredentials,
      secrets.clientId,
      secrets.clientSecret,
      `${fake.url}/api/v2/authenticate`,
      http,
    );
    return construct(XrayClientCloud, fake.url, credentials, http);
  }
  const { ServerClient } = part('xray/xray-client-server.js');
  return construct(ServerClient, fake.url, construct(PatCredentials, secrets.token), http);
}

function construct(type: (new (...args: unknown[]) => Client) | undefined, ...args: unknown[]): Client {
  if (type === undefined) throw new Error(`${packageName} ${version} has another structure than expected.`);
  return new type(...args);
}
