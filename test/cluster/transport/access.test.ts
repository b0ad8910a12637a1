// Rights, the namespace and the version of the API server.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  describeNeed,
  findRefusedAccess,
  readingAccess,
  readNamespaceState,
  readServerVersion,
} from '../../../support/cluster/transport/access';
import { connectToFake, refuse, sendJson } from '../fake-api-server';

test('refused rights are named by verb and resource', async (context) => {
  const { api, connection } = await connectToFake(context);
  const needs = readingAccess.filter((need) => need.resource === 'jobs' || need.subresource === 'log');
  api.answers.push(
    ...[true, true, false, false].map(
      (allowed) => (response: Parameters<typeof sendJson>[0]) =>
        sendJson(response, 201, { kind: 'SelfSubjectAccessReview', status: { allowed } }),
    ),
  );
  const refused = await findRefusedAccess(connection, needs);
  expect(refused).to.have.length(2);
  expect(needs.map(describeNeed)).to.deep.equal([
    'get jobs.batch (reading jobs)',
    'list jobs.batch (listing jobs)',
    'watch jobs.batch (watching jobs)',
    'get pods/log (reading the logs of jobs)',
  ]);
});

test('a namespace is active, terminating, missing, or unknown', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(
    (response) => sendJson(response, 200, { status: { phase: 'Active' } }),
    (response) => sendJson(response, 200, { status: { phase: 'Terminating' } }),
    refuse(404, 'NotFound', 'namespaces "panda" not found'),
    refuse(403, 'Forbidden', 'namespaces "panda" is forbidden'),
  );
  const states = [];
  for (let call = 0; call < 4; call += 1) states.push(await readNamespaceState(connection));
  expect(states).to.deep.equal(['active', 'terminating', 'missing', 'unknown']);
});

test('a version is cut after 100 characters, and unknown if it is no text', async (context) => {
  const { api, connection } = await connectToFake(context);
  for (const gitVersion of [`v1${'9'.repeat(3_000_000)}`, { major: 1 }]) {
    api.answers.push((response) => sendJson(response, 200, { gitVersion }));
  }
  expect(await readServerVersion(connection)).to.equal(`v1${'9'.repeat(98)}`);
  expect(await readServerVersion(connection)).to.equal('unknown');
});
