// Answers of an API server are read up to limits, and the message names the limit that was reached.
import { test } from 'node:test';
import { expect } from 'chai';
import { connectToFake, refuse, sendForever, sendJson, status } from '../fake-api-server';

const namespace = 'panda';

test('a refusal quotes only the beginning of a long message', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(refuse(422, 'Invalid', 'A'.repeat(3_000_000)));
  const failure = await connection.core.listNamespacedPod({ namespace }).catch(toError);
  expect(failure).to.include({
    statusMessage: `${'A'.repeat(2_000)}…`,
    message: `Kubernetes refused to list pods in namespace panda: ${'A'.repeat(2_000)}… (422 Invalid).`,
  });
});

test('a redirect is not followed, and does not count as an answer of an API server', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push((response) => response.writeHead(302, { location: `${api.url}/login` }).end());
  const failure = await connection.core.listNamespacedPod({ namespace }).catch(toError);
  expect(failure).to.include({
    kind: 'not-kubernetes',
    message: `${api.url} answered 302 with an empty body to the request to list pods in namespace panda; that is not an answer of the Kubernetes API. Check that the kubeconfig's server is a Kubernetes API server and not a proxy in front of it.`,
  });
  expect(api.requests).to.have.length(1);
});

for (const code of [200, 500]) {
  test(`an endless answer ${code} is read up to a limit, and not requested again`, async (context) => {
    const { api, connection } = await connectToFake(context);
    api.answers.push((response) => sendForever(response, code, Buffer.alloc(1024 * 1024, 'A')));
    const failure = await connection.core.listNamespacedPod({ namespace }).catch(toError);
    expect(failure).to.include({
      kind: 'oversized',
      message: `${api.url} sent an answer of more than 64 MiB in reply to the request to list pods in namespace panda; the suite stopped reading. Check what fills the namespace, and any proxy in front of the API server.`,
    });
    expect(api.requests).to.have.length(1);
  });
}

test('the message for too many headers names the limit', async (context) => {
  const { api, connection } = await connectToFake(context, { callDeadlineMs: 1_000 });
  api.answers.push((response) => response.writeHead(200, { 'x-long': 'A'.repeat(20_000) }).end('{}'));
  const failure = await connection.core.listNamespacedPod({ namespace }).catch(toError);
  expect(failure).to.include({
    kind: 'unreachable',
    message: `The Kubernetes API server ${api.url} could not be reached to list pods in namespace panda: its answer has more than 16 KiB of headers (UND_ERR_HEADERS_OVERFLOW). Check the API server and any proxy in front of it.`,
  });
});

test('a call is not retried if its deadline ends before the Retry-After of the server', async (context) => {
  const { api, connection } = await connectToFake(context, { callDeadlineMs: 100 });
  const busy = { ...status(429, 'TooManyRequests', 'slow down'), details: { retryAfterSeconds: 1e10 } };
  api.answers.push((response) => sendJson(response, 429, busy));
  expect(await connection.core.listNamespacedPod({ namespace }).catch(toError)).to.include({ kind: 'throttled' });
  expect(api.requests).to.have.length(1);
});

test('a refusal in plain text is not retried before its header Retry-After allows it', async (context) => {
  const { api, connection } = await connectToFake(context, { callDeadlineMs: 500 });
  const inADay = new Date(Date.now() + 86_400_000).toUTCString();
  for (const retryAfter of ['86400', inADay]) {
    api.answers.push((response) =>
      response.writeHead(429, { 'retry-after': retryAfter }).end('Too many requests, please try again later.\n'),
    );
    expect(await connection.core.listNamespacedPod({ namespace }).catch(toError)).to.include({
      kind: 'throttled',
      message: `${api.url} did not answer the request to list pods in namespace panda, but 429 with "Too many requests, please try again later.". The API server is overloaded: try again later, or with less load.`,
    });
  }
  expect(api.requests).to.have.length(2);
});

test('a refusal in plain text that demands no wait is retried', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push((response) => response.writeHead(429, { 'retry-after': '0' }).end('Too many requests\n'));
  api.answers.push((response) =>
    sendJson(response, 200, { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [] }),
  );
  expect((await connection.core.listNamespacedPod({ namespace })).items).to.deep.equal([]);
  expect(api.requests).to.have.length(2);
});

test('an API server without its storage has not answered, whatever the form of its text', async (context) => {
  const { api, connection } = await connectToFake(context, { callDeadlineMs: 500 });
  const answers = ['{"metadata":{},"status":"Failure","reason":"Timeout","code":504}', ''];
  for (const body of answers) {
    api.answers.push((response) => response.writeHead(504, { 'retry-after': '86400' }).end(body));
    const quoted = body === '' ? 'an empty body' : `"${body}"`;
    expect(await connection.core.listNamespacedPod({ namespace }).catch(toError)).to.include({
      kind: 'server-error',
      message: `${api.url} did not answer the request to list pods in namespace panda, but 504 with ${quoted}. See the log of the API server.`,
    });
  }
});

function toError(error: Error): Error {
  return error;
}
