// The exit codes of `npx cucumber-js` and of `npm run acceptance` for the same call: they differ only where Cucumber refuses it before the plugin is loaded.
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { runCucumber } from './command-line';
import { startFixture } from './fixture';

interface Call {
  readonly title: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of `npx cucumber-js`, then of `npm run acceptance`. */
  readonly exitCodes: readonly [number, number];
  /** What `npm run acceptance` prints about a wrong call, as its only line. */
  readonly problem?: string;
}

const calls: readonly Call[] = [
  { title: 'a requirement that holds', args: ['--tags', '@id:holds'], exitCodes: [0, 0] },
  { title: 'a requirement that is not met', args: ['--tags', '@id:not-met'], exitCodes: [1, 1] },
  { title: 'an environment that breaks', args: ['--tags', '@id:blocked'], exitCodes: [3, 3] },
  { title: 'a dry run', args: ['--dry-run'], exitCodes: [0, 0] },
  { title: 'the version', args: ['--version'], exitCodes: [0, 0] },
  {
    title: 'an unknown environment',
    args: [],
    env: { FOCUS_ENV: 'prod' },
    exitCodes: [2, 2],
    problem:
      'FOCUS_ENV is "prod", which is not an environment. Valid: production, dev, local, sandbox, cluster, staging, or the path of a profile that ends in .yaml.',
  },
  {
    title: 'a dry run with an unknown environment',
    args: ['--dry-run'],
    env: { FOCUS_ENV: 'prod' },
    exitCodes: [2, 2],
    problem:
      'FOCUS_ENV is "prod", which is not an environment. Valid: production, dev, local, sandbox, cluster, staging, or the path of a profile that ends in .yaml.',
  },
  {
    title: 'tags that are no expression',
    args: ['--tags', '@a and'],
    exitCodes: [2, 2],
    problem:
      '--tags "@a and" is no tag expression, such as "@orchestration and not @soak". Tag expression "@a and" could not be parsed because of syntax error: Expected operand.',
  },
  {
    title: 'a dry run with names that are no expression',
    args: ['--dry-run', '--name', '('],
    exitCodes: [2, 2],
    problem: '--name "(" is no regular expression. Invalid regular expression: /(/: Unterminated group',
  },
  {
    title: 'a selection without a scenario',
    args: ['--tags', '@nothing'],
    exitCodes: [2, 2],
    problem:
      'No scenario matches the given paths, tags, names and shard, so nothing would be tested. Check the arguments after "npm run acceptance --".',
  },
  {
    title: 'an unknown option',
    args: ['--nonsense'],
    exitCodes: [1, 2],
    problem: "error: unknown option '--nonsense'",
  },
  {
    title: 'an option with a wrong value',
    args: ['--parallel', 'x'],
    exitCodes: [1, 2],
    problem: '--parallel must be a non negative integer',
  },
  {
    title: 'an option with a value that the configuration does not allow',
    args: ['--order', 'sideways'],
    exitCodes: [1, 2],
    problem:
      'Provided configuration value failed schema validation: order must match the following: "/^random:.*|random|defined$/"',
  },
  {
    title: 'a configuration file that does not exist',
    args: ['--config', 'nowhere.js'],
    exitCodes: [1, 2],
    problem: `Configuration file "nowhere.js" failed to load/parse: Cannot find module '${process.cwd()}/nowhere.js'`,
  },
  {
    title: 'an unknown profile of the configuration file',
    args: ['--profile', 'nowhere'],
    exitCodes: [1, 2],
    problem: 'Requested profile "nowhere" doesn\'t exist',
  },
];

for (const call of calls) {
  test(`${call.title} ends with ${call.exitCodes.join(' and ')}`, (t) => compareCommands(t, call));
}

test('a path that does not exist ends with 2 and 2, in a dry run too', async (t) => {
  const { env } = await startFixture(t);
  const problem = `There is no feature file at "features/nowhere.feature", so the requested scenarios would not be tested. Paths are relative to ${process.cwd()}.\n`;
  for (const command of ['cucumber-js', 'npm run acceptance'] as const) {
    for (const args of [['features/nowhere.feature'], ['--dry-run', 'features/nowhere.feature']]) {
      const { exitCode, stderr } = await runCucumber({ command, args, env });
      expect([exitCode, stderr], `${command} ${args.join(' ')}`).to.deep.equal([2, problem]);
    }
  }
});

test('a plugin instead of the one that judges the run ends with 2 and 2', async (t) => {
  const { env } = await startFixture(t);
  for (const command of ['cucumber-js', 'npm run acceptance'] as const) {
    for (const args of [['--plugin', './mine.js'], ['--plugin=./mine.js']]) {
      const { exitCode, stderr } = await runCucumber({ command, args, env });
      expect([exitCode, stderr], `${command} ${args.join(' ')}`).to.deep.equal([
        2,
        '--plugin replaces the plugin that judges the run: add yours to "plugin" in cucumber.js.\n',
      ]);
    }
  }
});

async function compareCommands(t: TestContext, { args, env = {}, exitCodes, problem }: Call): Promise<void> {
  const fixture = await startFixture(t);
  const run = { project: 'outcomes', args, env: { ...fixture.env, ...env } };
  const cucumber = await runCucumber({ ...run, command: 'cucumber-js' });
  const acceptance = await runCucumber({ ...run, command: 'npm run acceptance' });
  expect([cucumber.exitCode, acceptance.exitCode]).to.deep.equal(exitCodes);
  expect(acceptance.stderr).to.equal(problem === undefined ? '' : `${problem}\n`);
}
