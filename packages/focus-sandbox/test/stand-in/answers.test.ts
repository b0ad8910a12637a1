// The answer to an accepted configuration.
import { test } from 'node:test';
import { expect } from 'chai';
import { buildAnswer } from '../../src/stand-in/rest/answers';
import type { ConfigureRequest } from '../../src/stand-in/rest/requests';

const request: ConfigureRequest = {
  displayInfo: { height: 800 },
  channels: { min: 3, max: 5 },
  frequencyRange: { min: 0, max: 40 },
  nfftSelection: 128,
  view_type: 0,
};
const stream = { url: 'http://127.0.0.1', port: 30007 };

test('the answer counts what it lists and maps every channel', () => {
  expect(buildAnswer('2-70001', request, stream, 2000)).to.deep.equal({
    status: '',
    job_id: '2-70001',
    stream_url: 'http://127.0.0.1',
    stream_port: 30007,
    stream_amount: 1,
    channel_to_stream_index: { 3: 0, 4: 0, 5: 0 },
    channel_amount: 3,
    frequencies_list: [0, 15.625, 31.25],
    frequencies_amount: 3,
    lines_dt: 0.064,
    view_type: 0,
  });
});

test('many channels are spread over the number of streams in the answer', () => {
  const answer = buildAnswer('2-70001', { ...request, channels: { min: 1, max: 130 } }, stream, 2000);
  expect(answer.stream_amount).to.equal(3);
  expect(new Set(Object.values(answer.channel_to_stream_index)).size).to.equal(3);
});

test('a waterfall has a line per sample and no frequencies', () => {
  const waterfall = { ...request, nfftSelection: 1, frequencyRange: null, view_type: 2 };
  const answer = buildAnswer('2-70001', waterfall, stream, 2000);
  expect([answer.frequencies_list, answer.frequencies_amount, answer.lines_dt]).to.deep.equal([[], 0, 0.0005]);
});
