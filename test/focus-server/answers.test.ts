// Answers of the Focus Server: read if they match the contract, else quoted.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  type Exchange,
  expectAlive,
  expectChannels,
  expectJob,
  expectLiveMetadata,
  expectRecordings,
  findInconsistencies,
  readRefusal,
  UnexpectedAnswerError,
} from '../../support/focus-server';
import { answered } from './answered';

const job = {
  status: '',
  job_id: '12-70788',
  stream_url: '127.0.0.1',
  stream_port: '30123',
  stream_amount: 2,
  channel_to_stream_index: { '1': 0, '2': 1 },
  channel_amount: 2,
  frequencies_list: [0, 1.5],
  frequencies_amount: 2,
  lines_dt: 0.1,
  view_type: '0',
};
const requested = { channels: { min: 1, max: 2 }, view_type: 0 };

test('a job is read, even if its port and view type are text', () => {
  const { jobId, streamPort, viewType, channelToStreamIndex } = expectJob(answer(job));
  expect({ jobId, streamPort, viewType, channelToStreamIndex }).to.deep.equal({
    jobId: '12-70788',
    streamPort: 30_123,
    viewType: 0,
    channelToStreamIndex: { '1': 0, '2': 1 },
  });
});

test('an empty object is no job: every missing field is named', () => {
  const message = catchProblem(() => expectJob(answer({})));
  const fields = Object.keys(job).filter((field) => field !== 'status');
  for (const field of fields) expect(message).to.contain(`\n  - ${field}: `);
  expect(message).to.match(
    /^Expected a job \(200 with every field of the contract\), but POST \/configure answered 200/,
  );
});

test('a refusal where a job was expected is quoted', () => {
  expect(catchProblem(() => expectJob(answer({ detail: 'no capacity' }, 429)))).to.equal(
    [
      'Expected a job (200 with every field of the contract), but POST /configure answered 429 application/json: {"detail":"no capacity"}',
      '  - status 429 instead of 200',
    ].join('\n'),
  );
});

test('a body that is no JSON is quoted, its first 300 characters', () => {
  const exchange: Exchange = { ...answer({}), bodyText: `<html>${'x'.repeat(400)}`, json: undefined };
  const message = catchProblem(() => expectJob(exchange));
  expect(message).to.contain(`<html>${'x'.repeat(294)}…\n  - the body is not JSON`);
});

test('a port out of range and a malformed job id are named', () => {
  const message = catchProblem(() => expectJob(answer({ ...job, stream_port: 0, job_id: 'x' })));
  expect(message).to.contain('stream_port: ').and.to.contain('job_id: expected a slot and a sequence such as 12-70788');
});

test('a consistent job has no inconsistencies', () => {
  expect(findInconsistencies(expectJob(answer(job)), requested)).to.deep.equal([]);
});

test('counts that disagree with their lists, unmapped channels and streams that are not there are named', () => {
  const wrong = { ...job, frequencies_amount: 3, channel_amount: 5, channel_to_stream_index: { '1': 2 }, view_type: 1 };
  expect(findInconsistencies(expectJob(answer(wrong)), requested)).to.deep.equal([
    'frequencies_amount is 3, but the length of frequencies_list is 2',
    'channel_amount is 5, but the number of requested channels is 2',
    'channel_amount is 5, but the number of channels in channel_to_stream_index is 1',
    'stream_amount is 2, but the number of streams in channel_to_stream_index is 1',
    'view_type is 1, but the requested view type is 0',
    'channel_to_stream_index lacks the channels 2',
    'channel 1 is mapped to stream 2 of 2',
  ]);
});

test('frequencies outside the requested range are named; one FFT step more at each end is allowed', () => {
  const found = (frequencies_list: number[]) => {
    const answered = expectJob(answer({ ...job, frequencies_list, frequencies_amount: frequencies_list.length }));
    return findInconsistencies(answered, { ...requested, frequencyRange: { min: 10, max: 20 } });
  };
  expect([found([]), found([500]), found([6, 10, 14, 18, 22]), found([10, 20])]).to.deep.equal([[], [], [], []]);
  expect([found([0, 4, 8, 12]), found([16, 12, 24, 20, 28])]).to.deep.equal([
    ['frequencies_list reaches from 0 to 12 Hz, but 10 to 20 Hz were requested'],
    ['frequencies_list reaches from 12 to 28 Hz, but 10 to 20 Hz were requested'],
  ]);
});

test('JSON needs a JSON Content-Type', () => {
  expect(catchProblem(() => expectChannels({ ...answer({}), contentType: 'text/plain' }))).to.equal(
    'Expected the range of channels, but POST /configure answered 200 text/plain: {}\n  - the body is JSON, but its Content-Type is not',
  );
});

test('live data flows when samples are reported', () => {
  const metadata = { dx: 1, prr: 2000, sw_version: '1.2', number_of_channels: 2222 };
  expect(expectLiveMetadata(answer(metadata))).to.include({ flows: true, nyquist: 1000 });
});

test('live data does not flow while the server waits for fibre', () => {
  expect(expectLiveMetadata(answer({ dx: null, prr: 0, sw_version: 'waiting for fiber' })).flows).to.equal(false);
});

test('channels are read', () => {
  expect(expectChannels(answer({ lowest_channel: 1, highest_channel: 2222 }))).to.deep.equal({ min: 1, max: 2222 });
});

test('recordings are read in both forms; one that is still running has no end', () => {
  const recordings = [{ start: 10, end: 20 }, { start: 30 }];
  const pairs = [
    [10, 20],
    [30, -1],
  ];
  expect(expectRecordings(answer(pairs))).to.deep.equal(recordings);
  expect(expectRecordings(answer({ recordings: pairs }))).to.deep.equal(recordings);
});

test('only a 200 with a JSON object comes from a live server', () => {
  expectAlive(answer({}));
  expect(catchProblem(() => expectAlive(answer({}, 500)))).to.equal(
    'Expected 200 with a JSON object, but POST /configure answered 500 application/json: {}',
  );
});

test('refusals are read in every shape', () => {
  const validation = { detail: [{ loc: ['body', 'channels', 'max'], msg: 'at most 2222', type: 'value_error' }] };
  const html: Exchange = { ...answer({}, 502), bodyText: '<html><h1>Bad gateway</h1>', json: undefined };
  expect([
    readRefusal(answer({ detail: 'no' }, 404)),
    readRefusal(answer({ error: 'no' }, 400)),
    readRefusal(answer(validation, 422)),
    readRefusal(answer({}, 400)),
    readRefusal(html),
    readRefusal({ ...html, bodyText: '' }),
    readRefusal({ ...html, bodyText: 'no' }),
  ]).to.deep.equal([
    { status: 404, shape: 'detail', message: 'no', fields: [] },
    { status: 400, shape: 'error', message: 'no', fields: [] },
    { status: 422, shape: 'validation', message: 'channels.max: at most 2222', fields: ['channels.max'] },
    { status: 400, shape: 'other-json', message: '{}', fields: [] },
    { status: 502, shape: 'html', message: '<html><h1>Bad gateway</h1>', fields: [] },
    { status: 502, shape: 'empty', message: '', fields: [] },
    { status: 502, shape: 'text', message: 'no', fields: [] },
  ]);
});

test('the message for an answer with very many errors has the first of them', () => {
  const frequencies_list = Array.from({ length: 200_000 }, () => 'x');
  const exchange = {
    ...answer({ ...job, frequencies_list }),
    bodyText: '{}',
    contentType: `application/json ${'x'.repeat(5_000)}`,
  };
  const lines = Array.from(
    { length: 20 },
    (_, index) => `\n  - frequencies_list.${index}: Invalid input: expected number, received string`,
  );
  expect(catchProblem(() => expectJob(exchange))).to.equal(
    `Expected a job (200 with every field of the contract), but POST /configure answered 200 application/json ${'x'.repeat(83)}…: {}${lines.join('')}\n  - and 199980 more`,
  );
});

test('a text that cannot be part of a Kubernetes name is no job id', () => {
  expect(catchProblem(() => expectJob(answer({ ...job, job_id: `${'1'.repeat(21)}-2` })))).to.contain(
    '\n  - job_id: expected a slot and a sequence such as 12-70788',
  );
});

function answer(json: unknown, status = 200): Exchange {
  return answered(status, json);
}

function catchProblem(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).to.be.instanceOf(UnexpectedAnswerError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('Nothing was wrong');
}
