// Wrong requests that are sent together, and how the scenarios of a table share the answers.
import { test } from 'node:test';
import { expect } from 'chai';
import { EnvironmentError } from '../../support/common/errors';
import { type Exchange, FocusServerError } from '../../support/focus-server';
import { decodeExchange } from '../../support/jobs/shared-answers';
import { type SendTogetherOptions, sendTogether } from '../../support/requests/send-together';
import { answered } from '../focus-server/answered';
import { facts } from '../focus-server/facts';
import { EventsInMemory } from '../jobs/event-log-fixture';
import { catchFailure, never } from '../jobs/ledger-fixture';

const table = ['A', 'B', 'C'].map((scenario, index) => ({
  scenario,
  investigation: `a single-channel investigation with FFT size ${['0', '1', '127'][index]}`,
}));

test('the first scenario sends every request at the same moment, then a valid one, and reads what has appeared', async () => {
  const { options, steps } = createOptions('A');
  const shared = await sendTogether(options);
  expect(steps).to.deep.equal(['send A', 'send B', 'send C', 'answer A', 'answer B', 'answer C', 'valid', 'look']);
  expect([Object.keys(shared?.answers ?? {}), shared?.jobId, shared?.created]).to.deep.equal([
    ['A', 'B', 'C'],
    '1-70010',
    ['job 2-70011'],
  ]);
});

test('the other scenarios wait for the answers, and send nothing', async () => {
  const eventLog = new EventsInMemory();
  const first = createOptions('A', { eventLog });
  const [own, others] = await Promise.all([
    sendTogether(first.options),
    sendTogether(createOptions('B', { eventLog }).options),
  ]);
  expect(others).to.equal(own);
  expect(first.steps.filter((step) => step.startsWith('send'))).to.have.length(3);
});

test('a scenario that is repeated sends its request alone', async () => {
  const { options } = createOptions('A');
  await sendTogether(options);
  expect(await sendTogether(options)).to.equal(undefined);
});

test('a request without an answer, and one that cannot be built, spoil no other', async () => {
  const send = async (_body: unknown, _signal: AbortSignal, scenario = '') => {
    if (scenario === 'A') throw new FocusServerError('POST /configure failed: connection refused.', 'refused');
    if (scenario === 'B') throw new EnvironmentError('the server lists no recording');
    return answered(422, { detail: 'nfftSelection' });
  };
  const shared = await sendTogether(createOptions('A', { send }).options);
  expect(Object.keys(shared?.answers ?? {})).to.deep.equal(['A', 'C']);
  expect(shared?.answers.A).to.deep.equal({
    message: 'POST /configure failed: connection refused.',
    failure: 'refused',
  });
});

test('where the valid request is not accepted, there is no job to share', async () => {
  const { options, steps } = createOptions('A', { openValid: async () => undefined });
  expect(await sendTogether(options)).to.not.have.property('jobId');
  expect(steps.at(-1)).to.equal('look');
});

test('a sender that is interrupted shares what it has, so that nobody waits for it', async () => {
  const eventLog = new EventsInMemory();
  const openValid = () => Promise.reject(new Error('The run was interrupted (SIGINT)'));
  expect(await catchFailure(sendTogether(createOptions('A', { eventLog, openValid }).options))).to.equal(
    'The run was interrupted (SIGINT)',
  );
  expect(await sendTogether(createOptions('B', { eventLog }).options)).to.deep.equal({ answers: {}, created: [] });
});

test('an interruption ends the wait for the answers of another scenario', async () => {
  const eventLog = new EventsInMemory();
  eventLog.write({ event: 'sharing', request: 0, scenario: 'A', table: 'A' });
  const { options } = createOptions('B', { eventLog });
  const signal = AbortSignal.abort(new Error('The run was interrupted (SIGINT)'));
  expect(await catchFailure(sendTogether({ ...options, signal }))).to.equal('The run was interrupted (SIGINT)');
});

test('an answer is judged as it was demanded when it was sent, and carries no secret', async () => {
  const send = async () => answered(422, { detail: 'nfftSelection is 0, Bearer abcdefghijklmnop' });
  const shared = await sendTogether(createOptions('A', { send }).options);
  const answer = JSON.parse(JSON.stringify(shared?.answers.A));
  answer.exchange.startedAt = new Date(answer.exchange.startedAt);
  const { exchange, demand } = decodeExchange(answer);
  expect(exchange.json).to.deep.equal({ detail: 'nfftSelection is 0, Bearer [redacted]' });
  expect(demand.valueOrLimit?.pattern.test(exchange.bodyText)).to.equal(true);
  expect(exchange.startedAt).to.deep.equal(new Date(0));
});

interface Parts {
  readonly eventLog: EventsInMemory;
  readonly send: SendTogetherOptions['ledger']['send'];
  readonly openValid: SendTogetherOptions['openValid'];
}

function createOptions(scenario: string, parts: Partial<Parts> = {}) {
  const steps: string[] = [];
  const send = async (_body: unknown, _signal: AbortSignal, row = ''): Promise<Exchange> => {
    steps.push(`send ${row}`);
    await Promise.resolve();
    steps.push(`answer ${row}`);
    return answered(422, { detail: 'nfftSelection' });
  };
  const openValid = async () => {
    steps.push('valid');
    return { id: '1-70010' };
  };
  const findUnclaimed = async () => {
    steps.push('look');
    return ['job 2-70011'];
  };
  const options: SendTogetherOptions = {
    scenario,
    table,
    eventLog: parts.eventLog ?? new EventsInMemory(),
    ledger: { send: parts.send ?? send },
    facts: async () => facts,
    openValid: parts.openValid ?? openValid,
    findUnclaimed,
    signal: never,
  };
  return { options, steps };
}
