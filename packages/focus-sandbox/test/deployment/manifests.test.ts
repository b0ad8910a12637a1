// How faults reach the programs of a deployed stand-in.
import { test } from 'node:test';
import type { V1EnvVar } from '@kubernetes/client-node';
import { expect } from 'chai';
import { buildManifests, listDeployments } from '../../src/deployment/manifests';
import { resolveSettings, type StandInOptions } from '../../src/deployment/options';
import { buildJobObjects } from '../../src/stand-in/jobs/job-objects';
import { readServerSettings } from '../../src/stand-in/settings';

const request = { displayInfo: { height: 800 }, channels: { min: 1, max: 10 }, view_type: 0 };
const job = { id: '1-70000', slot: 1, sequence: 70_000, request, portOffset: 0, createdAt: 0 };

test('the server gets the names of its faults, every pod its behaviour, and a healthy one neither', () => {
  const podDeviations = { logs: false };
  const faulty = readVariables({ serverFaults: ['no-gpu-share', 'capacity:slow-creation'], podDeviations });
  const behavior = { POD_BEHAVIOR: '{"logs":false}' };
  expect(faulty).to.deep.equal({
    mongodb: behavior,
    rabbitmq: behavior,
    'focus-server': { ...behavior, FAULTS: 'no-gpu-share,capacity:slow-creation' },
  });
  expect(readVariables({})).to.deep.equal({ mongodb: {}, rabbitmq: {}, 'focus-server': {} });
});

const environment = {
  POD_IP: '127.0.0.1',
  JOB_IMAGE: 'localhost/focus:1',
  JOB_COMMAND: '["node"]',
  CLEANUP_SERVICE_ACCOUNT: 'focus-cleanup',
  STREAM_HOST: '127.0.0.1',
};

test('the pods of a job have the grace that the server is given, or 5 s', () => {
  const readGrace = (given: Readonly<Record<string, string>>) =>
    buildJobObjects(job, readServerSettings({ ...environment, ...given })).flatMap((object) =>
      object.kind === 'Job' ? (object.spec?.template.spec?.terminationGracePeriodSeconds ?? []) : [],
    );
  expect([readGrace({}), readGrace({ GRACE_SECONDS: '30' })]).to.deep.equal([
    [5, 5],
    [30, 30],
  ]);
});

test('the server passes the behaviour on to the pods of its jobs', () => {
  const settings = readServerSettings({ ...environment, POD_BEHAVIOR: '{"logs":false}', FAULTS: 'no-gpu-share' });
  const jobs = buildJobObjects(job, settings).flatMap((object) => (object.kind === 'Job' ? [object] : []));
  const variables = jobs.map(({ spec }) => pickBehavior(spec?.template.spec?.containers[0]?.env));
  expect(variables).to.deep.equal([{ POD_BEHAVIOR: '{"logs":false}' }, { POD_BEHAVIOR: '{"logs":false}' }]);
});

test('an unreachable dependency is not waited for', () => {
  expect(listDeployments(resolveSettings({}))).to.deep.equal(['mongodb', 'rabbitmq', 'focus-server']);
  const settings = resolveSettings({ podDeviations: { unreachableDependency: 'rabbitmq' } });
  expect(listDeployments(settings)).to.deep.equal(['mongodb', 'focus-server']);
});

/** The variables about faults of each Deployment. */
function readVariables(options: StandInOptions): Record<string, object> {
  const deployments = buildManifests(resolveSettings(options), '127.0.0.1').flatMap((object) =>
    'spec' in object && object.spec !== undefined && 'template' in object.spec ? [object] : [],
  );
  return Object.fromEntries(
    deployments.map(({ metadata, spec }) => [
      metadata?.name ?? '',
      spec !== undefined && 'template' in spec ? pickBehavior(spec.template.spec?.containers[0]?.env) : {},
    ]),
  );
}

function pickBehavior(variables: readonly V1EnvVar[] = []): Record<string, string> {
  const picked = variables.filter(({ name }) => name === 'FAULTS' || name === 'POD_BEHAVIOR');
  return Object.fromEntries(picked.map(({ name, value = '' }) => [name, value]));
}
