// How a weaker promise is described, and recognized again.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  describeDeadline,
  describeExtended,
  describeShortened,
  readWeakenedPromise,
} from '../../support/common/weakened-promise';
import { formatDuration } from '../../support/common/wording';

const soak = { setting: 'stability.durationMs', format: formatDuration };

test('less than promised is described with its setting', () => {
  expect(describeShortened(60_000, 3_600_000, soak)).to.equal(
    'Less than promised: shortened: 60 s of 1 h (stability.durationMs)',
  );
  expect(describeShortened(3_600_000, 3_600_000, soak)).to.equal(undefined);
});

test('a longer deadline than promised is described with its setting', () => {
  expect(describeExtended(60_000, 30_000, 'deadlines.podRunningMs')).to.equal(
    'Less than promised: extended: 60 s instead of 30 s (deadlines.podRunningMs)',
  );
  expect(describeExtended(10_000, 30_000, 'deadlines.takenBackMs')).to.equal(undefined);
  expect(describeDeadline(30_000, 30_000, 'deadlines.podRunningMs')).to.equal(undefined);
});

test('a shorter deadline than promised is described too, and weakens nothing', () => {
  const note = describeDeadline(10_000, 35_000, 'deadlines.takenBackMs') ?? '';
  expect(note).to.equal('More than promised: within 10 s instead of 35 s (deadlines.takenBackMs)');
  expect(readWeakenedPromise(note)).to.equal(undefined);
});

test('the description is recognized in a note, and no other text is', () => {
  const note = describeShortened(60_000, 3_600_000, soak) ?? '';
  expect(readWeakenedPromise(note)).to.equal('shortened: 60 s of 1 h (stability.durationMs)');
  expect(readWeakenedPromise('This environment documents: refused')).to.equal(undefined);
});
