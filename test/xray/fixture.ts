// A copy of the project's features, a profile and a fake Xray for one test, and the command that runs against them.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { listFileScenarios, readFeatureFiles } from '../../support/xray/features/feature-files';
import { runCommand } from '../../support/xray/run-command';
import { type FakeOptions, type FakeXray, secrets, startFakeXray } from './fake/start-fake';
import type { SampleScenario } from './sample-reports';

export interface XrayFixture {
  readonly fake: FakeXray;
  /** The root of the project that the command sees. */
  readonly cwd: string;
  /** Runs a command with the secrets of the fake. */
  run(...argv: readonly string[]): Promise<Finished>;
  /** Like `run`, with other variables. */
  runWith(env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Finished>;
}

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FixtureOptions extends FakeOptions {
  /** More settings below `xray` in the profile. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Feature files by path; default: those of the project. */
  readonly features?: Readonly<Record<string, string>>;
  /** A folder of reports that is copied to `reports/`. */
  readonly reports?: string;
}

export const flavours = ['cloud', 'datacenter'] as const;

/** Starts the fake and writes the files; both end with the test. */
export async function startXrayFixture(
  t: { after(action: () => unknown): void },
  options: FixtureOptions,
): Promise<XrayFixture> {
  const fake = await startFakeXray(options);
  const cwd = mkdtempSync(path.join(tmpdir(), 'xray-'));
  t.after(async () => {
    await fake.close();
    rmSync(cwd, { recursive: true, force: true });
  });
  if (options.features === undefined) cpSync('features', path.join(cwd, 'features'), { recursive: true });
  for (const [file, text] of Object.entries(options.features ?? {})) writeFile(path.join(cwd, file), text);
  if (options.reports !== undefined) cpSync(options.reports, path.join(cwd, 'reports'), { recursive: true });
  const profile = path.join(cwd, 'test.yaml');
  writeFileSync(profile, stringify(createProfile(fake, options)));
  const env = {
    FOCUS_ENV: profile,
    FOCUS_REPORTS: path.join(cwd, 'reports'),
    XRAY_CLIENT_ID: secrets.clientId,
    XRAY_CLIENT_SECRET: secrets.clientSecret,
    XRAY_TOKEN: secrets.token,
    JIRA_USER: secrets.jiraUser,
    JIRA_TOKEN: secrets.jiraToken,
  };
  const runWith: XrayFixture['runWith'] = (more, ...argv) => runXray({ cwd, argv, env: { ...env, ...more } });
  return { fake, cwd, runWith, run: (...argv) => runWith({}, ...argv) };
}

/** Runs a command in this process, with pauses that a test can wait for. */
export async function runXray({
  cwd,
  argv,
  env,
}: {
  cwd: string;
  argv: readonly string[];
  env: NodeJS.ProcessEnv;
}): Promise<Finished> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const exitCode = await runCommand({
    argv,
    cwd,
    env,
    writeLine: (line) => stdout.push(line),
    writeError: (line) => stderr.push(line),
    calls: { pauses: { firstMs: 2, maxMs: 5 } },
  });
  return { exitCode, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

/** Writes a file and the folders above it. */
function writeFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function createProfile(fake: FakeXray, { flavour, project = 'PZ', settings = {} }: FixtureOptions): unknown {
  return {
    description: 'A team with Xray',
    jira: { url: fake.url },
    xray: { flavour, projectKey: project, ...(flavour === 'cloud' && { url: fake.url }), ...settings },
  };
}

/** A sample for each scenario of the project: every second one failed. */
export function createSamples(): SampleScenario[] {
  const scenarios = listFileScenarios(readFeatureFiles('.'), { test: 'TEST_' });
  return scenarios.map(({ permanentName = '' }, index) => ({
    id: permanentName.replace('@id:', ''),
    outcome: index % 2 === 0 ? 'accepted' : 'notMet',
    ...(index % 2 === 1 && { reason: 'expected 1 pod, but there were 2' }),
  }));
}
