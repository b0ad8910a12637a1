// The command line of `npm run xray`: commands, their options and their help.
import { parseArgs } from 'node:util';
import { ConfigurationError, toMessage } from '../common/errors';

export interface XrayArguments {
  readonly command: CommandName;
  readonly dryRun: boolean;
  readonly keepFields: boolean;
  readonly write: boolean;
  readonly createCapacity: boolean;
  readonly tags: string;
  readonly plan: string | undefined;
  readonly link: string | undefined;
  readonly revision: string | undefined;
  readonly fixVersion: string | undefined;
  readonly maxBytes: number;
}

type Option = keyof typeof options;

const options = {
  'dry-run': { type: 'boolean', help: 'show what would be done, and change nothing' },
  'keep-fields': { type: 'boolean', help: 'keep summary and labels that were edited in Jira' },
  write: { type: 'boolean', help: 'take the changes into the files' },
  'create-capacity': { type: 'boolean', help: 'the Test Plan of capacity: find it by its summary, or create it' },
  tags: { type: 'string', help: 'the Tests of this tag expression; default: all Tests' },
  plan: { type: 'string', help: 'key of the Test Plan; default: xray.testPlan of the profile' },
  link: { type: 'string', help: 'address of the CI run; default: from the variables of GitHub, GitLab or Jenkins' },
  revision: { type: 'string', help: 'revision that was tested; default: from the variables of the CI system' },
  'fix-version': { type: 'string', help: 'fix version; default: xray.fixVersion of the profile' },
  'max-mb': { type: 'string', help: 'most megabytes of one request; default 90' },
  help: { type: 'boolean', help: 'show this help' },
} as const;

const commands = {
  features: {
    does: 'brings the features into Xray, and the keys of created Tests into the files',
    options: ['dry-run', 'keep-fields'],
  },
  results: {
    does: 'sends the reports of a run as one Test Execution',
    options: ['dry-run', 'link', 'revision', 'fix-version', 'max-mb'],
  },
  plan: { does: 'adds Tests to a Test Plan', options: ['dry-run', 'tags', 'plan', 'create-capacity'] },
  pull: { does: 'shows what was changed in the scenarios in Jira', options: ['write', 'dry-run'] },
  status: { does: 'shows each scenario with its Test, its last results and what differs', options: [] },
} as const satisfies Record<string, { does: string; options: readonly Option[] }>;

export type CommandName = keyof typeof commands;

/** The arguments; a text if help was requested. @throws ConfigurationError with the valid commands or options */
export function readArguments(argv: readonly string[]): XrayArguments | string {
  const [name = '', ...rest] = argv;
  if (['', '--help', '-h', 'help'].includes(name)) return renderOverview();
  if (!isCommand(name))
    throw new ConfigurationError(
      `"${name}" is no command of \`npm run xray\`. Valid: ${Object.keys(commands).join(', ')}.`,
    );
  const values = parse(name, rest);
  if (values.help === true) return renderHelp(name);
  const text = (option: Option) => (typeof values[option] === 'string' ? values[option] : undefined);
  return {
    command: name,
    dryRun: values['dry-run'] === true,
    keepFields: values['keep-fields'] === true,
    write: values.write === true,
    createCapacity: values['create-capacity'] === true,
    tags: text('tags') ?? '',
    plan: readPlan(text('plan')),
    link: text('link'),
    revision: text('revision'),
    fixVersion: text('fix-version'),
    maxBytes: readMegabytes(text('max-mb') ?? '90'),
  };
}

function parse(command: CommandName, args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const valid: readonly Option[] = [...commands[command].options, 'help'];
  const allowed = Object.fromEntries(valid.map((option) => [option, { type: options[option].type }]));
  try {
    return { ...parseArgs({ args: [...args], options: allowed, strict: true }).values };
  } catch (cause) {
    const list = valid.map((option) => `--${option}`).join(', ');
    throw new ConfigurationError(
      `npm run xray -- ${command}: ${toMessage(cause).split(/[.,](?= )/)[0]}. Valid options: ${list}.`,
      { cause },
    );
  }
}

function readPlan(key: string | undefined): string | undefined {
  if (key === undefined || /^[A-Z][A-Z0-9_]+-\d+$/.test(key)) return key;
  throw new ConfigurationError(`--plan is "${key}"; it must be the key of a Test Plan, such as "PZ-15".`);
}

function readMegabytes(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 100) return value * 1_000_000;
  throw new ConfigurationError(
    `--max-mb is "${text}"; it must be a number above 0, and at most 100, because Xray accepts no more.`,
  );
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function renderOverview(): string {
  const lines = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(10)}${does}`);
  return `npm run xray -- COMMAND [options]\n\n${lines.join('\n')}\n\nnpm run xray -- COMMAND --help shows the options. FOCUS_ENV names the profile; docs/xray.md describes the set-up.`;
}

function renderHelp(name: CommandName): string {
  const valid: readonly Option[] = [...commands[name].options, 'help'];
  const lines = valid.map((option) => {
    const value = options[option].type === 'string' ? ` ${option.toUpperCase()}` : '';
    return `  ${`--${option}${value}`.padEnd(28)}${options[option].help}`;
  });
  return `npm run xray -- ${name}: ${commands[name].does}\n\n${lines.join('\n')}`;
}
