// Which recordings the stand-in finds in a range.
import { test } from 'node:test';
import { expect } from 'chai';
import { findOverlapping, makeRecordings } from '../../src/stand-in/data/recordings';

const recordings = makeRecordings(100_000);

test('there are two finished recordings and one that runs', () => {
  expect(recordings).to.deep.equal([
    [92_800, 94_600],
    [96_400, 97_300],
    [99_400, -1],
  ]);
});

test('a range that touches a recording partly finds it', () => {
  expect(findOverlapping(recordings, 94_000, 95_000)).to.deep.equal([[92_800, 94_600]]);
});

test('a range in a gap finds nothing', () => {
  expect(findOverlapping(recordings, 94_600, 96_400)).to.deep.equal([]);
});

test('a recording that runs is found in any later range', () => {
  expect(findOverlapping(recordings, 99_999, 100_001)).to.deep.equal([[99_400, -1]]);
});
