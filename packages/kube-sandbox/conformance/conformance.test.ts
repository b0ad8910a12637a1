// The embedded cluster behaves like a real one: the same calls get the same answers.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { expect } from 'chai';
import { startCluster } from '../src';
import { type ClusterUnderTest, openCluster } from './cluster-under-test';
import { findUndeclared } from './declared-differences';
import { conformanceProgram } from './image/conformance-program';
import { readRecording, writeRecording } from './recordings';
import { runScenario, type Scenario } from './scenario';
import { accessScenarios } from './scenarios/access-scenarios';
import { collectionScenarios } from './scenarios/collection-scenarios';
import { controllerScenarios } from './scenarios/controller-scenarios';
import { edgeScenarios } from './scenarios/edge-scenarios';
import { lifecycleScenarios } from './scenarios/lifecycle-scenarios';
import { objectScenarios } from './scenarios/object-scenarios';
import { protocolScenarios } from './scenarios/protocol-scenarios';
import { refusalScenarios } from './scenarios/refusal-scenarios';
import { compareTranscripts, describeDifference } from './transcript';

const realKubeconfig = process.env.CONFORMANCE_KUBECONFIG;
const image = process.env.CONFORMANCE_IMAGE ?? 'localhost/conformance:1';

const scenarios: readonly Scenario[] = [
  ...protocolScenarios,
  ...objectScenarios,
  ...refusalScenarios,
  ...collectionScenarios,
  ...lifecycleScenarios,
  ...controllerScenarios,
  ...edgeScenarios,
  ...accessScenarios,
];

describe('the embedded cluster', { concurrency: 6 }, () => {
  let embedded: ClusterUnderTest;
  let real: ClusterUnderTest | undefined;
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'conformance-'));
    cleanUp.push(() => rm(directory, { recursive: true }));
    const cluster = await startCluster({ images: new Map([[image, conformanceProgram]]) });
    cleanUp.push(() => cluster.stop());
    const kubeconfigPath = join(directory, 'kubeconfig');
    await writeFile(kubeconfigPath, cluster.kubeconfig, { mode: 0o600 });
    embedded = await openCluster('embedded', kubeconfigPath, image);
    cleanUp.push(() => embedded.close());
    if (realKubeconfig === undefined) return;
    const opened = await openCluster('real', realKubeconfig, image);
    cleanUp.push(() => opened.close());
    real = opened;
  });

  after(async () => {
    for (const clean of cleanUp.toReversed()) await clean();
  });

  for (const scenario of scenarios) {
    test(`agrees with a real one on ${scenario.name}`, async () => {
      const [actual, measured] = await Promise.all([
        runScenario(scenario, embedded),
        real === undefined ? undefined : runScenario(scenario, real),
      ]);
      if (measured !== undefined && process.env.CONFORMANCE_RECORD === '1')
        await writeRecording(scenario.name, measured);
      const expected = measured ?? (await readRecording(scenario.name));
      const differences = findUndeclared(scenario.name, compareTranscripts(expected, actual));
      expect(differences.map(describeDifference).join('\n')).to.equal('');
    });
  }
});
