// The image: its bundles show the faults of the server, and hold neither records nor other faults.
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import axios from 'axios';
import { expect } from 'chai';
import { type Program, startCluster } from 'kube-sandbox';
import { listFaultNames, loadFault } from '../../src/catalogue/fault-files';
import { deployStandIn } from '../../src/deployment/deploy';
import { buildImage } from '../../src/image/build-image';

const image = 'localhost/focus:1';
const environment = {
  POD_IP: '127.0.0.1',
  JOB_IMAGE: image,
  JOB_COMMAND: '["node"]',
  CLEANUP_SERVICE_ACCOUNT: 'focus-cleanup',
  STREAM_HOST: '127.0.0.1',
};

let directory: string;
let main: string;

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'focus-image-'));
  main = await buildImage(directory);
});

after(() => rmSync(directory, { recursive: true }));

test('the bundles hold no record', () => {
  const text = globSync('**/*.js', { cwd: directory }).map((file) => readFileSync(join(directory, file), 'utf8'));
  const bundled = listFaultNames().filter((name) => text.join('\n').includes(loadFault(name).record.does));
  expect(bundled).to.deep.equal([]);
  expect(text.join('\n')).not.to.include('@id:');
});

test('main.js knows the faults of the server by name, and no others', () => {
  expect(startServer('refusal-with-200,capacity:slow-creation')).to.equal(
    'ERROR this program needs a ServiceAccount token: set automountServiceAccountToken in its pod\n',
  );
  expect(startServer('no-events')).to.equal('ERROR "no-events" is no fault of the server\n');
});

test('a server of the image shows a fault', async (context) => {
  const cluster = await startCluster({ images: new Map([[image, runBundledProgram]]) });
  context.after(() => cluster.stop());
  const kubeconfig = join(directory, 'kubeconfig');
  writeFileSync(kubeconfig, cluster.kubeconfig);
  const { focusServerUrl } = await deployStandIn(kubeconfig, { image, serverFaults: ['refusal-with-200'] });
  const { status, data } = await axios.post(`${focusServerUrl}/configure`, {}, { validateStatus: () => true });
  expect([status, data.detail[0].msg]).to.deep.equal([
    200,
    'displayInfo is missing; it must be an object with a height',
  ]);
});

/** What `main.js` writes that runs the server outside of a pod. */
function startServer(FAULTS: string): string {
  const env = { ...environment, FAULTS };
  return spawnSync(process.execPath, [main, 'focus-server'], { env, encoding: 'utf8' }).stdout;
}

/** Runs a program of the image in this process. */
const runBundledProgram: Program = async (context) => {
  const [name = ''] = context.args;
  const programs: Readonly<Record<string, Program>> = require(join(directory, 'programs', `${name}.js`));
  const run = Object.values(programs)[0];
  if (run === undefined) throw new Error(`the bundle of ${name} exports no program`);
  return await run(context);
};
