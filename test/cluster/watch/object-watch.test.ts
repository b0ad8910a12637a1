// A watch loses no change and reports none twice, whatever happens to its streams.
import { type TestContext, test } from 'node:test';
import type { V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { ObjectWatch } from '../../../support/cluster/watch/object-watch';
import { type Answer, connectToFake, rawPod, refuse, status } from '../fake-api-server';

const pods = '/api/v1/namespaces/panda/pods';
const watching = (resourceVersion: number) =>
  `GET ${pods}?watch=true&resourceVersion=${resourceVersion}&allowWatchBookmarks=true`;

test('continues from the last resourceVersion after the server has ended the stream', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.items = [rawPod('a', 1)];
  api.streams.push((stream) => {
    stream.send('MODIFIED', rawPod('a', 5, 'Running'));
    stream.end();
  });
  api.streams.push((stream) => stream.send('DELETED', rawPod('a', 9, 'Running')));
  expect(await waitForChanges(3)).to.deep.equal(['added a Pending', 'modified a Running', 'deleted a Running']);
  expect(api.requests).to.deep.equal([`GET ${pods}`, watching(1), watching(5)]);
  expect(watch.counters).to.include({ lists: 1, relists: 0, reconnects: 1, failures: 0, changes: 3 });
});

test('continues from a bookmark when a quiet stream is cut', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.streams.push((stream) => {
    stream.send('BOOKMARK', { kind: 'Pod', apiVersion: 'v1', metadata: { resourceVersion: '40' } });
    setImmediate(() => stream.cut());
  });
  api.streams.push((stream) => stream.send('ADDED', rawPod('a', 41)));
  expect(await waitForChanges(1)).to.deep.equal(['added a Pending']);
  expect(api.requests).to.deep.equal([`GET ${pods}`, watching(1), watching(40)]);
  expect(watch.counters).to.include({ bookmarks: 1, failures: 1, lists: 1 });
});

test('treats a silent stream as dead after its inactivity limit, and resumes it', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context, { inactivityMs: 50 });
  api.streams.push(() => {});
  api.streams.push((stream) => stream.send('ADDED', rawPod('a', 2)));
  expect(await waitForChanges(1)).to.deep.equal(['added a Pending']);
  expect(watch.counters).to.include({ lists: 1, reconnects: 1 });
});

test('drops a line that was cut in half, since the next stream delivers it complete', async (context) => {
  const { api, waitForChanges } = await watchFake(context);
  api.streams.push((stream) => {
    stream.sendText('{"type":"ADDED","object":{"metad');
    setImmediate(() => stream.end());
  });
  api.streams.push((stream) => stream.send('ADDED', rawPod('a', 2)));
  expect(await waitForChanges(1)).to.deep.equal(['added a Pending']);
});

test('joins a line and a character that arrive in pieces', async (context) => {
  const { api, waitForChanges } = await watchFake(context);
  const line = Buffer.from(`${JSON.stringify({ type: 'ADDED', object: rawPod('grün', 2) })}\n`);
  const middle = line.indexOf(0xc3) + 1;
  api.streams.push((stream) => {
    stream.sendText(line.subarray(0, middle));
    setImmediate(() => stream.sendText(line.subarray(middle)));
  });
  expect(await waitForChanges(1)).to.deep.equal(['added grün Pending']);
});

for (const how of ['as an ERROR event', 'as a status'] as const) {
  test(`lists again after 410 Gone ${how}, and reports what is gone, changed and new`, async (context) => {
    const { api, watch, waitForChanges } = await watchFake(context);
    api.items = [rawPod('a', 1), rawPod('b', 2)];
    const expire = () => {
      api.items = [rawPod('b', 12, 'Running'), rawPod('c', 13)];
      api.resourceVersion = 20;
    };
    const gone = 'too old resource version: 1 (15)';
    if (how === 'as a status') {
      api.answers.push(undefined, (response) => {
        expire();
        refuse(410, 'Expired', gone)(response);
      });
    } else {
      api.streams.push((stream) => {
        expire();
        stream.send('ERROR', status(410, 'Expired', gone));
      });
    }
    expect(await waitForChanges(5)).to.deep.equal([
      'added a Pending',
      'added b Pending',
      'deleted a Pending',
      'modified b Running',
      'added c Pending',
    ]);
    expect(watch.listObjects().map((pod) => pod.metadata?.name)).to.deep.equal(['b', 'c']);
    expect(watch.counters).to.include({ lists: 2, relists: 1, failures: 1 });
  });
}

test('continues from the same resourceVersion after an ERROR event of a failing server', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.streams.push((stream) => {
    stream.send('ADDED', rawPod('a', 7));
    stream.send('ERROR', status(500, 'InternalError', 'etcd is not there'));
  });
  api.streams.push((stream) => stream.send('MODIFIED', rawPod('a', 8, 'Running')));
  expect(await waitForChanges(2)).to.deep.equal(['added a Pending', 'modified a Running']);
  expect(api.requests).to.deep.equal([`GET ${pods}`, watching(1), watching(7)]);
  expect(watch.counters).to.include({ lists: 1, failures: 1 });
});

test('lists again after a line that is no watch event', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.streams.push((stream) => {
    api.items = [rawPod('a', 3)];
    stream.sendText('<html>502 Bad Gateway</html>\n');
  });
  expect(await waitForChanges(1)).to.deep.equal(['added a Pending']);
  expect(watch.counters).to.include({ lists: 2, failures: 1 });
});

test('ends with the limit if an event is longer than any object can be', async (context) => {
  const { api, watch } = await watchFake(context);
  api.streams.push((stream) => stream.sendText('A'.repeat(9 * 1024 * 1024)));
  const failure = await watch.start().ended.catch((error: Error) => error);
  expect(failure).to.include({
    kind: 'oversized',
    message: `${api.url} sent one watch event of more than 8 MiB in reply to the request to watch pods in namespace panda; the suite stopped reading. Check what fills the namespace, and any proxy in front of the API server.`,
  });
});

test('quotes the answer that came instead of a list', async (context) => {
  const { api, watch } = await watchFake(context, {}, [(response) => response.end('<html>Log in</html>')]);
  const failure = await watch.refresh(new AbortController().signal).catch((error: Error) => error);
  expect(failure).to.include({
    kind: 'server-error',
    message: `${api.url} answered 200 with "<html>Log in</html>" to the request to list pods in namespace panda; that is not an answer of the Kubernetes API. See the log of the API server.`,
  });
});

test('lists again if streams end at once without data', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.streams.push(
    (stream) => stream.end(),
    (stream) => {
      api.items = [rawPod('a', 3)];
      stream.end();
    },
  );
  expect(await waitForChanges(1)).to.deep.equal(['added a Pending']);
  expect(watch.counters).to.include({ lists: 2, relists: 1, failures: 0 });
});

test('reports each uid and resourceVersion once, and nothing that is older than the known state', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.items = [rawPod('a', 5)];
  api.streams.push((stream) => {
    stream.send('ADDED', rawPod('a', 5));
    stream.send('MODIFIED', rawPod('a', 4, 'Unknown'));
    stream.send('MODIFIED', rawPod('a', 6, 'Running'));
  });
  expect(await waitForChanges(2)).to.deep.equal(['added a Pending', 'modified a Running']);
  expect(watch.counters).to.include({ duplicates: 2, changes: 2 });
});

test('does not add an object from a stream that is behind if a list has shown that it is gone', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.items = [rawPod('a', 5)];
  const behind = Promise.withResolvers<void>();
  api.streams.push(async (stream) => {
    await behind.promise;
    stream.send('MODIFIED', rawPod('a', 7, 'Running'));
    stream.send('DELETED', rawPod('a', 9, 'Running'));
    stream.send('ADDED', rawPod('a', 12, 'Pending', 'uid-of-the-next-a'));
  });
  await waitForChanges(1);
  api.items = [];
  api.resourceVersion = 10;
  await watch.refresh(AbortSignal.timeout(5_000));
  behind.resolve();
  expect(await waitForChanges(3)).to.deep.equal(['added a Pending', 'deleted a Pending', 'added a Pending']);
  expect(watch.counters).to.include({ duplicates: 2 });
});

test('ends with the API server’s reason if it may not list', async (context) => {
  const { api, watch } = await watchFake(context, {}, [
    refuse(403, 'Forbidden', 'pods is forbidden: User "jo" cannot list'),
  ]);
  const failure = await watch
    .start()
    .waitUntilSynced(AbortSignal.timeout(5_000))
    .catch((error: unknown) => error);
  expect(failure).to.have.property(
    'message',
    'Kubernetes refused to list pods in namespace panda: pods is forbidden: User "jo" cannot list (403 Forbidden). Grant the verb list on pods in namespace panda to this user with a Role and a RoleBinding, or use a kubeconfig that has it.',
  );
  expect(api.requests).to.have.length(1);
});

test('stays closed, and keeps what it saw', async (context) => {
  const { api, watch, waitForChanges } = await watchFake(context);
  api.items = [rawPod('a', 1)];
  await waitForChanges(1);
  await watch.close();
  const before = api.requests.length;
  expect(watch.closed).to.equal(true);
  expect(watch.findHistory('uid-a').map((change) => change.type)).to.deep.equal(['added']);
  expect(await watch.ended.catch((error: Error) => error.message)).to.equal(
    'The watch of pods in namespace panda was closed',
  );
  expect(api.requests).to.have.length(before);
});

interface WatchOptions {
  readonly inactivityMs?: number;
}

async function watchFake(context: TestContext, options: WatchOptions = {}, answers: Answer[] = []) {
  const { api, connection } = await connectToFake(context);
  api.answers.push(...answers);
  const { transport, namespace } = connection;
  const watch = new ObjectWatch<V1Pod>({ transport, namespace, kind: watchedKinds.pods, ...options });
  context.after(() => watch.close());
  const changes: string[] = [];
  let onChange = () => {};
  watch.onChange((change) => {
    changes.push(`${change.type} ${change.object.metadata?.name} ${change.object.status?.phase}`);
    onChange();
  });
  const waitForChanges = (count: number) =>
    new Promise<string[]>((resolve) => {
      onChange = () => changes.length >= count && resolve(changes);
      watch.start();
      onChange();
    });
  return { api, watch, waitForChanges };
}
