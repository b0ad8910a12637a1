// The private command line of Cucumber: an upgrade that changes it is reported here, on one line.
import { test } from 'node:test';
import { expect } from 'chai';
import { z } from 'zod';
import { describeChange, expectUnchanged, type PrivatePart } from '../private-part';

type Parse = (argv: readonly string[]) => unknown;

const parserSchema = z.object({
  default: z.object({ parse: z.custom<Parse>((value) => typeof value === 'function') }),
});
const parsedSchema = z.object({ configuration: z.object({ tags: z.literal('(@a)'), paths: z.tuple([z.string()]) }) });
const commandSchema = z.object({ default: z.custom((value) => typeof value === 'function') });

const packageName = '@cucumber/cucumber';
const importedBy = 'support/run/cucumber-command.js';

const parser: PrivatePart = {
  packageName,
  path: 'lib/configuration/argv_parser',
  needs: 'default.parse(argv) that returns the configuration and throws when a value is wrong',
  importedBy,
  works: (part) => {
    const parse = parserSchema.safeParse(part).data?.default.parse;
    if (parse === undefined) return false;
    const parsed = parse(['node', 'cucumber-js', '--tags', '@a', 'features']);
    return parsedSchema.safeParse(parsed).success && throws(() => parse(['node', 'cucumber-js', '--parallel', 'x']));
  },
};

const command: PrivatePart = {
  packageName,
  path: 'lib/cli/run',
  needs: 'default() that runs the command line of the process',
  importedBy,
  works: (part) => commandSchema.safeParse(part).success,
};

test('Cucumber has the parser and the command that npm run acceptance needs', () => {
  expectUnchanged(parser);
  expectUnchanged(command);
});

test('a Cucumber with another parser or another command is reported on one line', () => {
  const load = (name: string) => (name.endsWith('/package.json') ? { version: '99.0.0' } : {});
  expect([describeChange(parser, load), describeChange(command, load)]).to.deep.equal([
    '@cucumber/cucumber 99.0.0 changed its private lib/configuration/argv_parser: expected default.parse(argv) that returns the configuration and throws when a value is wrong; seen: something else. Adapt support/run/cucumber-command.js.',
    '@cucumber/cucumber 99.0.0 changed its private lib/cli/run: expected default() that runs the command line of the process; seen: something else. Adapt support/run/cucumber-command.js.',
  ]);
});

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}
