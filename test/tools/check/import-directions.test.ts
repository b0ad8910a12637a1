// The import directions of the layout, on a small tree in which each is broken once.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { z } from 'zod';

const root = path.resolve(__dirname, '../../..');

const cruiseSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

test('finds each arrow that points the wrong way', () => {
  const violations = cruise({
    'step-definitions/http.ts': "import axios from 'axios';\nexport const http = axios;",
    'step-definitions/good.ts': "import { world } from '../support/world/world';\nexport const good = world;",
    'support/world/world.ts': "import { job } from '../jobs/job';\nexport const world = job;",
    'support/run/plugin.ts':
      "import { sandbox } from '../../packages/focus-sandbox/src/sandbox';\nexport const plugin = sandbox;",
    'support/common/errors.ts': 'export const errors = 1;',
    'support/cluster/watch.ts': "import { client } from '../focus-server/client';\nexport const watch = client;",
    'support/focus-server/client.ts': "import { errors } from '../common/errors';\nexport const client = errors;",
    'support/environment/load.ts': "import { job } from '../jobs/job';\nexport const load = job;",
    'support/jobs/job.ts': "import { world } from '../world/world';\nexport const job = () => world;",
    'support/verdict/judge.ts': "import { watch } from '../cluster/watch';\nexport const judge = watch;",
    'support/evidence/collect.ts': "import { judge } from '../verdict/judge';\nexport const collect = judge;",
    'support/capacity/run.ts': "import { report } from '../reporting/report';\nexport const run = report;",
    'support/reporting/report.ts': "import { client } from '../focus-server/client';\nexport const report = client;",
    'packages/focus-sandbox/src/sandbox.ts':
      "import { errors } from '../../../support/common/errors';\nexport const sandbox = errors;",
    'support/stability/soak.ts':
      "import { sandbox } from '../../packages/focus-sandbox/src/sandbox';\nexport const soak = sandbox;",
  });

  expect(violations).to.deep.equal([
    'arrows-point-down: support/jobs/job.ts → support/world/world.ts',
    'layer-environment: support/environment/load.ts → support/jobs/job.ts',
    'layer-evidence: support/evidence/collect.ts → support/verdict/judge.ts',
    'layer-jobs: support/jobs/job.ts → support/world/world.ts',
    'layer-observations: support/capacity/run.ts → support/reporting/report.ts',
    'layer-product: support/cluster/watch.ts → support/focus-server/client.ts',
    'layer-reporting: support/reporting/report.ts → support/focus-server/client.ts',
    'layer-verdict: support/verdict/judge.ts → support/cluster/watch.ts',
    'no-circular: support/jobs/job.ts → support/world/world.ts',
    'only-the-plugin-starts-the-sandbox: support/stability/soak.ts → packages/focus-sandbox/src/sandbox.ts',
    'sandbox-is-not-the-suite: packages/focus-sandbox/src/sandbox.ts → support/common/errors.ts',
    'steps-do-no-io: step-definitions/http.ts → axios',
  ]);
});

test('finds what crosses the border of the embedded Kubernetes', () => {
  const violations = cruise({
    'support/run/plugin.ts':
      "import { sandbox } from '../../packages/focus-sandbox/src/sandbox';\nexport const plugin = sandbox;",
    'step-definitions/none.ts': 'export const none = 1;',
    'packages/focus-sandbox/src/sandbox.ts':
      "import { start } from '../../kube-sandbox/src/api-server';\nimport { cluster } from '../../kube-sandbox/src/index';\nimport { server } from './stand-in/server';\nexport const sandbox = [cluster, server, start];",
    'packages/kube-sandbox/src/index.ts': "import { node } from './node';\nexport const cluster = node;",
    'packages/kube-sandbox/src/api-server.ts': 'export const start = 1;',
    'packages/kube-sandbox/src/node.ts':
      "import { files } from '../../focus-sandbox/src/files';\nimport { errors } from '../../../support/common/errors';\nexport const node = [errors, files];",
    'packages/focus-sandbox/src/files.ts': 'export const files = 1;',
    'packages/focus-sandbox/src/stand-in/server.ts':
      "import type { node } from '../../../kube-sandbox/src/node';\nexport const server = 1 as unknown as typeof node;",
    'support/common/errors.ts': 'export const errors = 1;',
  });

  expect(violations).to.deep.equal([
    'kube-sandbox-by-its-entries: packages/focus-sandbox/src/stand-in/server.ts → packages/kube-sandbox/src/node.ts',
    'kube-sandbox-stands-alone: packages/kube-sandbox/src/node.ts → packages/focus-sandbox/src/files.ts',
    'kube-sandbox-stands-alone: packages/kube-sandbox/src/node.ts → support/common/errors.ts',
    'sandbox-is-not-the-suite: packages/kube-sandbox/src/node.ts → support/common/errors.ts',
    'stand-in-knows-no-embedded-cluster: packages/focus-sandbox/src/stand-in/server.ts → packages/kube-sandbox/src/node.ts',
  ]);
});

test('the file of a fault imports types alone', () => {
  const stem = 'packages/focus-sandbox/src';
  const violations = cruise({
    [`${stem}/ports.ts`]: 'export const port = 1;',
    [`${stem}/faults/one.ts`]: "import type { port } from '../ports';\nexport const one: typeof port = 1;",
    [`${stem}/faults/two.ts`]: "import { port } from '../ports';\nexport const two = port;",
    [`${stem}/faults/capacity/three.ts`]: "export const three = () => import('../../ports');",
    'support/none.ts': '',
    'step-definitions/none.ts': '',
  });
  expect(violations).to.deep.equal([
    `faults-import-types-only: ${stem}/faults/capacity/three.ts → ${stem}/ports.ts`,
    `faults-import-types-only: ${stem}/faults/two.ts → ${stem}/ports.ts`,
  ]);
});

function cruise(files: Readonly<Record<string, string>>): string[] {
  const cwd = mkdtempSync(path.join(tmpdir(), 'layers-'));
  try {
    for (const [file, text] of Object.entries({ ...files, 'tsconfig.json': '{}' })) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), text);
    }
    const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [
      '--config',
      path.join(root, '.dependency-cruiser.json'),
      '--output-type',
      'json',
      'support',
      'step-definitions',
      'packages',
    ];
    const output = execFileSync(process.execPath, [cruiser, ...args], { cwd, encoding: 'utf8' });
    const { summary } = cruiseSchema.parse(JSON.parse(output));
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
