// What a peer works on: a fake Xray with the Tests of this project, the features with their keys, and a report of a run.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { loadProfile } from '../../../support/environment';
import { listFileScenarios, readFeatureFiles } from '../../../support/xray/features/feature-files';
import { readReports } from '../../../support/xray/results/read-reports';
import { createXrayReport } from '../../../support/xray/results/xray-report';
import { readXraySettings } from '../../../support/xray/xray-settings';
import { environmentsField, planField } from '../fake/jira-routes';
import { type FakeXray, secrets, startFakeXray } from '../fake/start-fake';
import { createSamples, type flavours, runXray } from '../fixture';
import { writeSampleReports } from '../sample-reports';

export type Flavour = (typeof flavours)[number];

export interface PeerCheck {
  readonly peer: string;
  readonly flavour: Flavour;
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

export interface PeerProject {
  readonly flavour: Flavour;
  readonly fake: FakeXray;
  readonly folder: string;
  /** Keys of all Tests. */
  readonly keys: readonly string[];
  /** Files below `folder`. */
  readonly report: string;
  readonly info: string;
  /** How many runs have each status, such as `22 FAILED, 21 PASSED`. */
  readonly statuses: string;
  close(): Promise<void>;
}

/** Imports the features and one report with the suite's own client first. @throws Error when that fails */
export async function startPeerProject(flavour: Flavour): Promise<PeerProject> {
  const fake = await startFakeXray({ flavour });
  const folder = mkdtempSync(path.join(tmpdir(), 'xray-peers-'));
  cpSync('features', path.join(folder, 'features'), { recursive: true });
  const profile = path.join(folder, 'test.yaml');
  writeFileSync(
    profile,
    stringify({
      description: 'Peers',
      jira: { url: fake.url },
      xray: { flavour, projectKey: 'PZ', ...(flavour === 'cloud' && { url: fake.url }) },
    }),
  );
  const env = {
    FOCUS_ENV: profile,
    FOCUS_REPORTS: path.join(folder, 'reports'),
    XRAY_CLIENT_ID: secrets.clientId,
    XRAY_CLIENT_SECRET: secrets.clientSecret,
    XRAY_TOKEN: secrets.token,
  };
  writeSampleReports(env.FOCUS_REPORTS, createSamples());
  for (const command of ['features', 'results']) {
    const { exitCode, stderr } = await runXray({ cwd: folder, argv: [command], env });
    if (exitCode !== 0) throw new Error(`npm run xray -- ${command} ended with ${exitCode}: ${stderr}`);
  }
  const settings = readXraySettings(loadProfile(env));
  const scenarios = listFileScenarios(readFeatureFiles(folder), settings.prefixes);
  const keys = new Map(scenarios.map(({ permanentName = '', key = '' }) => [permanentName, key]));
  const { features } = createXrayReport(readReports(env.FOCUS_REPORTS), { settings, keys });
  writeFileSync(path.join(folder, 'report.json'), JSON.stringify(features));
  writeFileSync(path.join(folder, 'info.json'), JSON.stringify(createInfo(flavour)));
  const [execution] = fake.store.listType('Test Execution');
  return {
    flavour,
    fake,
    folder,
    keys: [...keys.values()],
    report: 'report.json',
    info: 'info.json',
    statuses: execution === undefined ? 'none' : countStatuses(execution.runs),
    close: async () => {
      await fake.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The statuses in the latest execution. */
export function describeLatest({ store }: FakeXray): string {
  const execution = store.listType('Test Execution').at(-1);
  return execution === undefined ? 'none' : `${countStatuses(execution.runs)} in ${execution.environments.join('+')}`;
}

function countStatuses(runs: readonly { readonly status: string }[]): string {
  const groups = [...Map.groupBy(runs, ({ status }) => status)];
  return groups
    .map(([status, members]) => `${members.length} ${status}`)
    .sort()
    .join(', ');
}

function createInfo(flavour: Flavour): unknown {
  const fields = { project: { key: 'PZ' }, summary: 'Sent by a peer', issuetype: { name: 'Test Execution' } };
  if (flavour === 'cloud') return { fields, xrayFields: { environments: ['chrome'] } };
  return { fields: { ...fields, [environmentsField]: ['chrome'], [planField]: [] } };
}
