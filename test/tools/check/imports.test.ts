// The rules for imports, each on a small project that breaks it.
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findForbiddenImports, findTableProblems, findUnknownRooms } from '../../../tools/check/imports';
import { rooms } from '../../../tools/project/rooms';
import { reportOn } from './small-project';

test('allows what the table of the rooms allows', async () => {
  const report = await reportImports({
    'step-definitions/jobs.ts': "import { world } from '../support/world/world';\nexport const jobs = world;",
    'support/world/world.ts': "import { job } from '../jobs/job';\nexport const world = job;",
    'support/jobs/job.ts': "import { watch } from '../cluster/watch/watch';\nexport const job = watch;",
    'support/cluster/watch/watch.ts': "import { errors } from '../../common/errors';\nexport const watch = errors;",
    'support/common/errors.ts': 'export const errors = 1;',
    'support/run/plugin.ts':
      "import { sandbox } from '../../packages/focus-sandbox/src/sandbox';\nexport const plugin = sandbox;",
    'packages/focus-sandbox/src/sandbox.ts':
      "import { server } from './stand-in/server';\nexport const sandbox = server;",
    'packages/focus-sandbox/src/stand-in/server.ts': 'export const server = 1;',
    'test/jobs/job.test.ts': "import { job } from '../../support/jobs/job';\nexport const test = job;",
  });

  expect(report).to.deep.equal(['']);
});

test('forbids each room the imports that the table does not allow', async () => {
  const arrows = rooms.map(({ path, imports }) => {
    const forbidden = rooms.findLast(
      (room) => room.path.startsWith('support/') && ![path, ...imports].includes(room.path),
    );
    return { path, imports, from: writeFile(path, 'from'), to: writeFile(forbidden?.path ?? '', 'to') };
  });
  const report = await reportImports({
    ...Object.fromEntries(arrows.map(({ to }) => [to, 'export const to = 1;'])),
    ...Object.fromEntries(
      arrows.map(({ from, to }) => [
        from,
        `import type { to } from '${relative(from, to)}';\nexport const from: typeof to = 1;`,
      ]),
    ),
  });

  const expected = arrows.flatMap(({ path, imports, from, to }) => [
    `Found 1 import against the rule "${path}": tools/project/rooms.ts lets ${path} import ${imports.join(', ') || 'no other room'}.`,
    `  ${from}  → ${to}`,
  ]);
  expect(report.sort()).to.deep.equal(expected.sort());
});

test('forbids a circle, even if it imports only types', async () => {
  const report = await reportImports({
    'support/common/one.ts': "import type { Two } from './two';\nexport type One = Two | 1;",
    'support/common/two.ts': "import type { One } from './one';\nexport type Two = One | 2;",
  });

  expect(report).to.deep.equal([
    'Found 1 import against the rule "no-circular": modules that import each other, even only types, belong in one module, or need a third one.',
    '  support/common/one.ts  → support/common/two.ts → support/common/one.ts',
  ]);
});

test('forbids a step to import what the World does for it', async () => {
  const report = await reportImports({
    'step-definitions/http.ts':
      "import axios from 'axios';\nimport { readFile } from 'node:fs';\nexport const http = [axios, readFile];",
    ...packageWith('axios', { 'index.js': '' }),
    'package.json': '{"dependencies": {"axios": "1.0.0"}}',
  });

  expect(report).to.deep.equal([
    'Found 2 imports against the rule "steps-do-no-io": call the World from a step; HTTP, Kubernetes, files and sockets are behind it.',
    '  step-definitions/http.ts  → fs',
    '  step-definitions/http.ts  → node_modules/axios/index.js',
  ]);
});

test('forbids code that runs to import a test', async () => {
  const report = await reportImports({
    'support/common/errors.ts': "import { errors } from '../../test/common/errors';\nexport const real = errors;",
    'test/common/errors.ts': 'export const errors = 1;',
  });

  expect(report).to.deep.equal([
    'Found 1 import against the rule "no-tests": code that runs does not depend on tests.',
    '  support/common/errors.ts  → test/common/errors.ts',
  ]);
});

test('forbids code that runs to import dev dependencies, and packages that no package.json declares', async () => {
  const report = await reportImports({
    'package.json': '{"dependencies": {"axios": "1.0.0", "zod": "1.0.0"}, "devDependencies": {"chai": "1.0.0"}}',
    'packages/kube-sandbox/package.json': '{"devDependencies": {"zod": "1.0.0"}}',
    'packages/focus-sandbox/package.json': '{"dependencies": {"zod": "1.0.0"}}',
    ...packageWith('axios', { 'index.js': '' }),
    ...packageWith('zod', { 'index.js': '' }),
    ...packageWith('chai', { 'index.js': '' }),
    ...packageWith('hoisted', { 'index.js': '' }),
    'support/common/errors.ts':
      "import chai from 'chai';\nimport type zod from 'hoisted';\nimport absent from 'absent';\nexport type All = typeof zod;\nexport const all = [chai, absent];",
    'support/common/hoisted.ts': "export const load = () => import('hoisted');",
    'cucumber.js': "require('chai');\nrequire('zod');",
    'packages/focus-sandbox/src/sandbox.ts': "import zod from 'zod';\nexport const sandbox = zod;",
    'packages/focus-sandbox/src/worker/worker.ts': "export const loader = require.resolve('axios');",
    'packages/focus-sandbox/src/image/main.ts': "import axios from 'axios';\nexport const image = axios;",
    'packages/kube-sandbox/src/index.ts': "import zod from 'zod';\nexport const cluster = zod;",
    'packages/kube-sandbox/test/index.test.ts': "import zod from 'zod';\nexport const test = zod;",
  });

  expect(report).to.deep.equal([
    'Found 6 imports against the rule "runs-without-dev-dependencies": declare it in the dependencies of the package.json beside it: after `npm ci --omit=dev` only those are installed.',
    '  cucumber.js                                  → node_modules/chai/index.js',
    '  packages/focus-sandbox/src/worker/worker.ts  → node_modules/axios/index.js',
    '  packages/kube-sandbox/src/index.ts           → node_modules/zod/index.js',
    '  support/common/errors.ts                     → absent',
    '  support/common/errors.ts                     → node_modules/chai/index.js',
    '  support/common/hoisted.ts                    → node_modules/hoisted/index.js',
  ]);
});

test('forbids imports of the internal files of a package, except in the one file that may import them', async () => {
  const deep =
    "import run from '@cucumber/cucumber/lib/cli/run';\nimport { Serializer } from '@kubernetes/client-node/dist/serializer.js';\n";
  const report = await reportImports({
    'package.json': '{"dependencies": {"@cucumber/cucumber": "1.0.0", "@kubernetes/client-node": "1.0.0"}}',
    ...packageWith(
      '@cucumber/cucumber',
      { 'lib/index.js': '', 'lib/api/index.js': '', 'lib/cli/run.js': '' },
      'lib/index.js',
    ),
    ...packageWith('@kubernetes/client-node', { 'dist/index.js': '', 'dist/serializer.js': '' }, 'dist/index.js'),
    'support/run/cucumber-command.js': "require('@cucumber/cucumber/lib/cli/run');",
    'support/cluster/transport/client-node.bundle.ts':
      "import { Serializer } from '@kubernetes/client-node/dist/serializer.js';\nexport const kinds = Serializer;",
    'support/run/plugin.ts': `${deep}export const all = [run, Serializer];`,
    'support/run/entries.ts':
      "import cucumber from '@cucumber/cucumber';\nimport api from '@cucumber/cucumber/lib/api/index.js';\nimport client from '@kubernetes/client-node';\nexport const all = [cucumber, api, client];",
  });

  expect(report).to.deep.equal([
    'Found 1 import against the rule "private: @cucumber/cucumber/lib": an upgrade may remove it: only support/run/cucumber-command.js imports from there.',
    '  support/run/plugin.ts  → node_modules/@cucumber/cucumber/lib/cli/run.js',
    'Found 1 import against the rule "private: @kubernetes/client-node/dist": an upgrade may remove it: only support/cluster/transport/client-node.bundle.ts imports from there.',
    '  support/run/plugin.ts  → node_modules/@kubernetes/client-node/dist/serializer.js',
  ]);
});

test('forbids imports of files behind the entry of the embedded Kubernetes', async () => {
  const report = await reportImports({
    'packages/focus-sandbox/src/sandbox.ts':
      "import { cluster } from '../../kube-sandbox/src/index';\nimport { node } from '../../kube-sandbox/src/node';\nexport const sandbox = [cluster, node];",
    'packages/kube-sandbox/src/index.ts': 'export const cluster = 1;',
    'packages/kube-sandbox/src/node.ts': 'export const node = 1;',
  });

  expect(report).to.deep.equal([
    'Found 1 import against the rule "kube-sandbox-by-its-entries": use an entry point of the embedded Kubernetes; the files behind it may change freely.',
    '  packages/focus-sandbox/src/sandbox.ts  → packages/kube-sandbox/src/node.ts',
  ]);
});

test('knows which room the name of a package means', async () => {
  const files = {
    'package.json': '{"workspaces": ["packages/*"], "dependencies": {"focus-sandbox": "1.0.0"}}',
    'tsconfig.json': '{}',
    'packages/focus-sandbox/package.json': '{"name": "focus-sandbox", "exports": "./src/index.ts"}',
    'packages/focus-sandbox/src/index.ts': 'export const sandbox = 1;',
    'support/jobs/job.ts': "import { sandbox } from 'focus-sandbox';\nexport const job = sandbox;",
  };
  const report = await reportOn(files, (cwd) => {
    mkdirSync(path.join(cwd, 'node_modules'));
    symlinkSync('../packages/focus-sandbox', path.join(cwd, 'node_modules/focus-sandbox'));
    return findForbiddenImports(cwd);
  });

  expect(report.slice(1)).to.deep.equal(['  support/jobs/job.ts  → packages/focus-sandbox/src/index.ts']);
});

test('demands a row in the table for each room', () => {
  const files = ['support/loose.ts', 'support/jobs/job.ts', 'tools/new/main.ts', 'test/new/a.test.ts', 'zod'];
  const modules = files.map((source) => ({ source, dependencies: [] }));

  expect(describeFindings(findUnknownRooms(modules, rooms)).split('\n')).to.deep.equal([
    'Found 2 files outside the rooms: move it into a room, or add the room to tools/project/rooms.ts.',
    '  support/loose.ts',
    '  tools/new/main.ts',
  ]);
});

test('demands a table that points down and allows only imports that exist', () => {
  const table = [
    { path: 'support/run', holds: '', imports: ['support/jobs'] },
    { path: 'support/jobs', holds: '', imports: ['support/run', 'support/jobs', 'support/cluster/watch'] },
    { path: 'support/cluster/watch', holds: '', imports: [] },
  ];
  const modules = [
    { source: 'support/run/a.ts', dependencies: [{ resolved: 'support/jobs/b.ts' }] },
    {
      source: 'support/jobs/b.ts',
      dependencies: [{ resolved: 'support/run/a.ts' }, { resolved: 'support/jobs/c.ts' }, { resolved: 'zod' }],
    },
  ];

  expect(describeFindings(findTableProblems(modules, table)).split('\n')).to.deep.equal([
    'Found 2 permissions that do not point down: a room imports only rooms that stand further down in the table.',
    '  tools/project/rooms.ts  support/jobs → support/run',
    '  tools/project/rooms.ts  support/jobs → support/jobs',
    'Found 1 permission that no import uses: remove it from tools/project/rooms.ts.',
    '  tools/project/rooms.ts  support/jobs → support/cluster/watch',
  ]);
});

function reportImports(files: Readonly<Record<string, string>>): Promise<string[]> {
  return reportOn({ 'tsconfig.json': '{}', 'package.json': '{}', ...files }, findForbiddenImports);
}

/** The files of a package in node_modules. */
function packageWith(name: string, files: Readonly<Record<string, string>>, main = 'index.js'): Record<string, string> {
  const folder = `node_modules/${name}`;
  const own = Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text] as const);
  return { [`${folder}/package.json`]: JSON.stringify({ name, version: '1.0.0', main }), ...Object.fromEntries(own) };
}

/** A file of the room; the path of the room where the room is a file. */
function writeFile(path: string, name: string): string {
  return path.endsWith('.ts') ? path : `${path}/${name}.ts`;
}

function relative(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to}`.replace(/\.ts$/, '');
}
