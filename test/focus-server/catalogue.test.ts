// The catalogue of investigations: names, and the exact values at the limits and one step beyond them.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { buildCasePattern, findCase, investigationCases, wrongCases } from '../../support/focus-server/catalogue';
import { facts, waiting } from './facts';

const built = (name: string, from = facts) => findCase(name).build(from);

describe('names', () => {
  test('no two investigations have the same name', () => {
    const names = investigationCases.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  test('the pattern matches every name completely, even where a shorter name begins in the same way', () => {
    const cut = investigationCases
      .map(({ name }) => name)
      .filter((name) => buildCasePattern().exec(name)?.[0] !== name);
    expect(cut).to.deep.equal([]);
  });

  test('an unknown name is an error in the feature file', () => {
    expect(() => findCase('an investigation of all chanels')).to.throw(
      '"an investigation of all chanels" is not in the catalogue of investigations',
    );
  });
});

describe('channels', () => {
  test('are at the limits of the fibre, and one beyond them', () => {
    expect([
      built('an investigation of the lowest channel').channels,
      built('an investigation of the highest channel').channels,
      built('an investigation of all channels').channels,
      built('an investigation up to one channel above the highest').channels,
      built('an investigation from one channel below the lowest').channels,
    ]).to.deep.equal([
      { min: 1, max: 1 },
      { min: 2222, max: 2222 },
      { min: 1, max: 2222 },
      { min: 2222, max: 2223 },
      { min: 0, max: 9 },
    ]);
  });
});

describe('frequencies', () => {
  test('follow the sampling rate that the server reports', () => {
    const slow = { ...facts, limits: { ...facts.limits, live: { ...facts.limits.live, prr: 500, nyquist: 250 } } };
    expect(built('an investigation of frequencies up to the Nyquist limit', slow).frequencyRange).to.deep.equal({
      min: 0,
      max: 250,
    });
    expect(built('an investigation of frequencies one above the Nyquist limit', slow).frequencyRange).to.deep.equal({
      min: 0,
      max: 251,
    });
  });

  test('cannot be chosen without a sampling rate', () => {
    expect(() => built('an investigation of frequencies up to the Nyquist limit', waiting)).to.throw(
      'The limit of frequencies cannot be known: the server reports a sampling rate of 0 (waiting for fiber). Connect a fibre.',
    );
  });
});

describe('other views and recorded times', () => {
  test('have the same limits of channels, frequencies and FFT sizes', () => {
    const { channels, view_type } = built('a single-channel investigation of the channel above the highest');
    expect({ channels, view_type }).to.deep.equal({ channels: { min: 2223, max: 2223 }, view_type: 1 });
    expect(built('a waterfall investigation up to one channel above the highest')).to.deep.equal({
      nfftSelection: 1,
      displayInfo: { height: 800 },
      channels: { min: 2222, max: 2223 },
      start_time: null,
      end_time: null,
      view_type: 2,
    });
    const recorded = built('an investigation of a recorded time, with FFT size 1000');
    expect([recorded.nfftSelection, recorded.start_time, recorded.end_time]).to.deep.equal([1000, 10_000, 10_060]);
  });

  test('need a recording for a recorded time', () => {
    const none = { ...facts, recordings: [] };
    expect(() => built('an investigation of a recorded time, with FFT size 1000', none)).to.throw(
      'The server lists no recording that has ended within the last 30 days',
    );
  });
});

describe('investigations that lack a field', () => {
  test('are valid otherwise', () => {
    const { channels: _, ...rest } = built('a valid investigation');
    expect(built('an investigation without channels')).to.deep.equal(rest);
    expect(built('an investigation of a display without height').displayInfo).to.deep.equal({ height: 0 });
  });
});

describe('the valid FFT size that a refusal must name', () => {
  const helps = (name: string, message: string) => {
    const found = findCase(name);
    return found.kind === 'wrong' && found.refusal(facts).valid?.pattern.test(message);
  };

  test('is the limit if the size is a power of two, because the power of two is not what is wrong', () => {
    const [small, large] = [
      'a single-channel investigation with FFT size 64',
      'a multi-channel investigation with FFT size 4096',
    ];
    const none = 'it must be a power of two';
    const limits = 'it must be a power of two from 128 to 2048';
    expect([small, large].map((name) => helps(name, none))).to.deep.equal([false, false]);
    expect([small, large].map((name) => helps(name, limits))).to.deep.equal([true, true]);
    expect(helps('a multi-channel investigation with FFT size 1000', none)).to.equal(true);
  });
});

describe('times', () => {
  test('lie in, across and between the recordings', () => {
    const times = (name: string) => [built(name).start_time, built(name).end_time];
    expect(times('an investigation of a recorded time')).to.deep.equal([10_000, 10_060]);
    expect(times('an investigation of a partly recorded time')).to.deep.equal([9_970, 10_030]);
    expect(times('an investigation of a recording that still runs')).to.deep.equal([30_000, 30_060]);
    expect(times('an investigation of a time without a recording')).to.deep.equal([25_420, 25_480]);
  });

  test('a valid investigation is live, or historic while the server waits for fibre', () => {
    const times = (from: typeof facts) => [
      built('a valid investigation', from).start_time,
      built('a valid investigation', from).end_time,
    ];
    expect([times(facts), times(waiting)]).to.deep.equal([
      [null, null],
      [10_000, 10_060],
    ]);
  });

  test('without live data and recordings, no investigation can be opened', () => {
    expect(() => built('a valid investigation', { ...waiting, recordings: [] })).to.throw(
      'No investigation can be opened',
    );
  });
});

test('every wrong investigation differs from a valid one, and has the status of its refusal', () => {
  const valid = built('a valid investigation');
  const demands = wrongCases.map((wrong) => wrong.refusal(facts));
  expect(wrongCases.filter((wrong) => JSON.stringify(wrong.build(facts)) === JSON.stringify(valid))).to.deep.equal([]);
  expect([...new Set(demands.map(({ statuses }) => statuses.join(' or ')))]).to.have.members([
    '400 or 422',
    '404 or 503',
  ]);
});
