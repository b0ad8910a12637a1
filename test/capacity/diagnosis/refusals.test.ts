// The classification of refusals by their text.
import { test } from 'node:test';
import { expect } from 'chai';
import { classifyRefusal } from '../../../support/capacity/diagnosis/refusals';

for (const [text, kind] of [
  ['exceeded quota: x, requested: pods=1', 'quota'],
  ['the server has received too many requests and has asked us to try again later', 'throttling'],
  ['client rate limiter Wait returned an error: context deadline exceeded', 'throttling'],
  ['failed to allocate a nodePort: range is full', 'ports'],
  ['spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated', 'ports'],
  ['maximum number of concurrent windows reached (30)', 'slots'],
  ['no free slot', 'slots'],
  ['rolled back: no pod of Job grpc-job-1-2 exists after 10000 ms', 'waiting'],
  ['busy, try again after 5 s', undefined],
  ['no live data: the fibre metadata is missing', undefined],
  ['Internal Server Error', undefined],
] as const) {
  test(`classifies "${text}" as ${kind ?? 'nothing in particular'}`, () => {
    expect(classifyRefusal(text)).to.equal(kind);
  });
}
