// A thread that runs one sandbox after the other.
import { type TestContext, test } from 'node:test';
import axios from 'axios';
import { expect } from 'chai';
import { UnknownFaultError } from '../src/catalogue/fault-files';
import { SandboxThread } from '../src/worker/worker';

test('each sandbox of a thread is a new one, and nothing is left of the one before', async (context) => {
  const thread = startThread(context);
  const faulty = await thread.start({ faults: ['answers-200-to-everything'] });
  expect(await readStatus(`${faulty.focusServerUrl}/no-such-path`)).to.equal(200);
  await faulty.stop();
  expect(await readStatus(faulty.focusServerUrl)).to.equal('ECONNREFUSED');
  const sound = await thread.start();
  expect(await readStatus(`${sound.focusServerUrl}/no-such-path`)).to.equal(404);
  expect(sound.kubeconfigPath).not.to.equal(faulty.kubeconfigPath);
  await sound.stop();
});

test('after a sandbox that did not become Ready, the thread starts another one', async (context) => {
  const thread = startThread(context);
  const failure = await thread.start({ standIn: { readyDeadlineMs: 1 } }).catch((error: Error) => error.message);
  expect(failure).to.match(/^not Ready after 1 ms in namespace panda: /);
  const sandbox = await thread.start();
  expect(await readStatus(`${sandbox.focusServerUrl}/ack`)).to.equal(200);
  await sandbox.stop();
});

test('a fault that does not exist is named before anything is started', async (context) => {
  const thread = startThread(context);
  const failure = await thread.start({ faults: ['no-such-fault'] }).catch((error: unknown) => error);
  expect(failure).to.be.instanceOf(UnknownFaultError);
  expect(thread.usable).to.equal(true);
});

test('a thread that has ended starts nothing', async (context) => {
  const thread = startThread(context);
  await thread.end();
  expect(thread.usable).to.equal(false);
  const failure = await thread.start().catch((error: Error) => error.message);
  expect(failure).to.equal("the sandbox's thread ended with code 0");
});

/** It ends with the test. */
function startThread(context: TestContext): SandboxThread {
  const thread = new SandboxThread();
  context.after(() => thread.end());
  return thread;
}

/** The status of the answer, or the code of the error without one. */
async function readStatus(url: string): Promise<number | string | undefined> {
  try {
    return (await axios.get(url, { validateStatus: () => true })).status;
  } catch (error) {
    return axios.isAxiosError(error) ? error.code : String(error);
  }
}
