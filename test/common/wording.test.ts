// Formats of numbers and texts.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  formatCount,
  formatDuration,
  formatExactSeconds,
  formatPercent,
  formatSeconds,
  formatTenths,
  readFirstLine,
} from '../../support/common/wording';

test('a measured time has two decimals below one second, else one, and no zeros at the end', () => {
  expect([0, 4, 250, 999, 1_000, 1_250, 12_500, 30_000, 3_600_000].map(formatSeconds)).to.deep.equal([
    '0 s',
    '0 s',
    '0.25 s',
    '1 s',
    '1 s',
    '1.3 s',
    '12.5 s',
    '30 s',
    '3600 s',
  ]);
});

test('a measured time in a table has one decimal', () => {
  expect([-60, 0, 49, 50, 1_000, 12_345].map(formatTenths)).to.deep.equal([
    '0.0 s',
    '0.0 s',
    '0.0 s',
    '0.1 s',
    '1.0 s',
    '12.3 s',
  ]);
});

test('a time from the settings is not rounded', () => {
  expect([30_000, 1_250, 125].map(formatExactSeconds)).to.deep.equal(['30 s', '1.25 s', '0.125 s']);
});

test('a time from the settings is written in the largest unit that fits', () => {
  expect([3_600_000, 7_200_000, 300_000, 60_000, 90_000, 1_500].map(formatDuration)).to.deep.equal([
    '1 h',
    '2 h',
    '5 min',
    '60 s',
    '90 s',
    '1500 ms',
  ]);
});

test('a share is written in percent, with two decimals at most', () => {
  expect([0, 0.0025, 0.95, 1, 1 / 3].map(formatPercent)).to.deep.equal(['0 %', '0.25 %', '95 %', '100 %', '33.33 %']);
});

test('a noun agrees with its number', () => {
  expect([0, 1, 2].map((count) => formatCount(count, 'job'))).to.deep.equal(['0 jobs', '1 job', '2 jobs']);
  expect([1, 2].map((count) => formatCount(count, 'entry', 'entries'))).to.deep.equal(['1 entry', '2 entries']);
});

test('the first line ends at the first line break', () => {
  expect(['', 'one', 'one\ntwo\nthree', '\ntwo'].map(readFirstLine)).to.deep.equal(['', 'one', 'one', '']);
});
