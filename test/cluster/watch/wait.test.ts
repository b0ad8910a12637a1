// A wait ends with the change that brings the expected state, and its error contains everything that is known.
import { type TestContext, test } from 'node:test';
import type { V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { compareField } from '../../../support/cluster/watch/mismatch';
import { ObjectWatch } from '../../../support/cluster/watch/object-watch';
import { expectToStay, waitUntil, waitUntilGone } from '../../../support/cluster/watch/wait';
import { connectToFake, rawPod, refuse, type WatchStream } from '../fake-api-server';

const longWait = { withinMs: 10_000, signal: new AbortController().signal };
const hasty = { withinMs: 20, signal: new AbortController().signal };

test('resolves with the object at the change that makes it as expected', async (context) => {
  const { api, watch, stream } = await watchFake(context);
  api.items = [rawPod('a', 1), rawPod('b', 1, 'Running')];
  const running = waitUntil(watch, { ...isRunning('a'), ...longWait });
  (await stream).send('MODIFIED', rawPod('a', 2, 'Running'));
  const reached = await running;
  expect(reached.object.metadata?.resourceVersion).to.equal('2');
  expect(watch.findHistory('uid-a').map((change) => change.object.status?.phase)).to.deep.equal(['Pending', 'Running']);
});

test('resolves at once when an object is already as expected', async (context) => {
  const { api, watch } = await watchFake(context);
  api.items = [rawPod('a', 1, 'Running')];
  expect((await waitUntil(watch, { ...isRunning('a'), ...longWait })).object.metadata?.name).to.equal('a');
});

test('the error has the object, what differs, what was last seen, why and what to do', async (context) => {
  const explain = async () => ['Last event: FailedScheduling: Insufficient gpu', 'What to do: add a node.'];
  const { api, watch } = await watchFake(context, explain);
  api.items = [rawPod('a', 1)];
  expect(await catchFailure(waitUntil(watch, { ...isRunning('a'), ...hasty }))).to.equal(
    [
      'v1/Pod panda/a (uid uid-a): expected pod a to be Running within 0.02 s',
      '* spec.nodeName: expected node-1, was unset',
      '* status.phase: expected Running, was Pending',
      '--- expected',
      '+++ seen',
      '  spec:',
      '-   nodeName: node-1',
      '  status:',
      '-   phase: Running',
      '+   phase: Pending',
      'Waited N s. Last change N s ago (TIME): Pending, 0/1 ready, 0 restarts',
      'Last event: FailedScheduling: Insufficient gpu',
      'What to do: add a node.',
    ].join('\n'),
  );
});

test('the error lists the existing objects if none was selected', async (context) => {
  const { api, watch } = await watchFake(context);
  api.items = ['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => rawPod(name, 1));
  expect(await catchFailure(waitUntil(watch, { ...isRunning('a'), ...hasty }))).to.equal(
    'v1/Pod in namespace panda: expected pod a to be Running within 0.02 s\nWaited N s and found no such Pod. In the namespace: b, c, d, e, f and 2 more.',
  );
});

test('the error states that the object existed and was deleted', async (context) => {
  const { api, watch, stream } = await watchFake(context);
  api.items = [rawPod('a', 1)];
  await watch.start().waitUntilSynced(longWait.signal);
  api.items = [];
  (await stream).send('DELETED', rawPod('a', 2));
  await waitUntilGone(watch, { ...isRunning('a'), ...longWait });
  expect(await catchFailure(waitUntil(watch, { ...isRunning('a'), ...hasty }))).to.equal(
    [
      'v1/Pod in namespace panda: expected pod a to be Running within 0.02 s',
      'Waited N s and found no such Pod. In the namespace: none.',
      'v1/Pod panda/a (uid uid-a) was deleted N s ago (TIME); before that: Pending, 0/1 ready, 0 restarts',
    ].join('\n'),
  );
});

test('lists once more before it fails, so that a stream that is behind causes no failure', async (context) => {
  const { api, watch } = await watchFake(context);
  api.items = [rawPod('a', 1)];
  await watch.start().waitUntilSynced(longWait.signal);
  api.items = [rawPod('a', 2, 'Running')];
  expect((await waitUntil(watch, { ...isRunning('a'), ...hasty })).object.metadata?.resourceVersion).to.equal('2');
});

test('blames the environment, not the product, if the cluster cannot be read', async (context) => {
  const { api, watch } = await watchFake(context);
  api.items = [rawPod('a', 1)];
  await watch.start().waitUntilSynced(longWait.signal);
  await api.close();
  const failure = await waitUntil(watch, { ...isRunning('a'), ...hasty }).catch((error: unknown) => error);
  expect(failure).to.have.property('name', 'EnvironmentError');
  expect(String(failure)).to.match(
    /It is unknown whether the expectation "pod a to be Running" holds: after .*, the API server did not list the pods of namespace panda\..*could not be reached/,
  );
});

test('ends with the API server’s refusal if it may not watch', async (context) => {
  const { api, watch } = await watchFake(context);
  api.answers.push(refuse(401, 'Unauthorized', 'Unauthorized'));
  const failure = await waitUntil(watch, { ...isRunning('a'), ...longWait }).catch((error: unknown) => error);
  expect(failure).to.include({ kind: 'unauthorized', name: 'EnvironmentError' });
});

test('ends with the reason of its signal', async (context) => {
  const { watch } = await watchFake(context);
  const ending = new AbortController();
  const wait = waitUntil(watch, { ...isRunning('a'), withinMs: 10_000, signal: ending.signal });
  ending.abort(new Error('The scenario has ended'));
  expect(await catchFailure(wait)).to.equal('The scenario has ended');
});

test('waitUntilGone waits for the last of the selected objects', async (context) => {
  const { api, watch, stream } = await watchFake(context);
  api.items = [rawPod('a', 1), rawPod('b', 1), rawPod('c', 1)];
  const select = (pod: V1Pod) => pod.metadata?.name !== 'c';
  const gone = waitUntilGone(watch, { what: 'a and b to be gone', select, ...longWait });
  (await stream).send('DELETED', rawPod('a', 2));
  (await stream).send('DELETED', rawPod('b', 3));
  await gone;
  expect(watch.listObjects().map((pod) => pod.metadata?.name)).to.deep.equal(['c']);
});

test('the error of waitUntilGone names the objects that are left and their finalizers', async (context) => {
  const { api, watch } = await watchFake(context);
  const pod = rawPod('a', 1, 'Running');
  const leaving = { deletionTimestamp: '2026-01-02T03:04:05Z', finalizers: ['example.com/hold'] };
  api.items = [{ ...pod, metadata: { ...pod.metadata, ...leaving } }, rawPod('b', 1)];
  const wait = waitUntilGone(watch, { what: 'the pods to be gone', select: () => true, ...hasty });
  expect(await catchFailure(wait)).to.equal(
    [
      'v1/Pod panda/a (uid uid-a): expected the pods to be gone within 0.02 s',
      '* metadata: expected no such object, was still there',
      'Waited N s. Last change N s ago (TIME): Running, 0/1 ready, 0 restarts, being deleted',
      'It is being deleted since TIME; held by finalizers example.com/hold.',
      'Also not as expected: b.',
    ].join('\n'),
  );
});

test('expectToStay resolves with the result of its action', async (context) => {
  const { api, watch } = await watchFake(context);
  api.items = [rawPod('a', 1, 'Running')];
  expect(await expectToStay(watch, { ...isRunning('a'), signal: longWait.signal }, async () => 42)).to.equal(42);
});

test('expectToStay fails at the first change that breaks the expectation, and aborts its action', async (context) => {
  const { api, watch, stream } = await watchFake(context);
  api.items = [rawPod('a', 1, 'Running')];
  let aborted = false;
  const held = expectToStay(watch, { ...isRunning('a'), signal: longWait.signal }, (signal) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return new Promise(() => {});
  });
  (await stream).send('MODIFIED', rawPod('a', 2, 'Failed'));
  expect(await catchFailure(held)).to.equal(
    'v1/Pod panda/a (uid uid-a): expected pod a to be Running to last\n* status.phase: expected Running, was Failed\nIt held for N s. Last change N s ago (TIME): Failed, 0/1 ready, 0 restarts',
  );
  expect(aborted).to.equal(true);
});

test('expectToStay fails if the object is deleted or never existed', async (context) => {
  const { api, watch, stream } = await watchFake(context);
  api.items = [rawPod('a', 1, 'Running')];
  const held = expectToStay(watch, { ...isRunning('a'), signal: longWait.signal }, () => new Promise(() => {}));
  (await stream).send('DELETED', rawPod('a', 2, 'Running'));
  expect(await catchFailure(held)).to.equal(
    'v1/Pod panda/a (uid uid-a): expected pod a to be Running to last\nIt was deleted after N s.',
  );
  const never = expectToStay(watch, { ...isRunning('x'), signal: longWait.signal }, async () => undefined);
  expect(await catchFailure(never)).to.equal(
    'v1/Pod in namespace panda: expected pod x to be Running to last\nWaited N s and found no such Pod. In the namespace: none.',
  );
});

function isRunning(name: string) {
  return {
    what: `pod ${name} to be Running`,
    select: (pod: V1Pod) => pod.metadata?.name === name,
    check: (pod: V1Pod) => [
      ...compareField('status.phase', 'Running', pod.status?.phase),
      ...(pod.status?.phase === 'Pending' ? compareField('spec.nodeName', 'node-1', pod.spec?.nodeName) : []),
    ],
  };
}

async function catchFailure(promise: Promise<unknown>): Promise<string> {
  const message = await promise.then(
    () => 'no failure',
    (error: Error) => error.message,
  );
  return message
    .replace(/(Waited|held for|change|after|deleted) [\d.]+ s/g, '$1 N s')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
}

async function watchFake(context: TestContext, explain?: () => Promise<string[]>) {
  const { api, connection } = await connectToFake(context);
  const opened = Promise.withResolvers<WatchStream>();
  api.streams.push((stream) => opened.resolve(stream));
  const watch = new ObjectWatch<V1Pod>({
    transport: connection.transport,
    namespace: 'panda',
    kind: watchedKinds.pods,
    ...(explain === undefined ? {} : { explain }),
  });
  context.after(() => watch.close());
  return { api, watch, stream: opened.promise };
}
