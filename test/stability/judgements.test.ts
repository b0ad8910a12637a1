// The judgements on a soak: values just below and at each limit, what cannot be judged, and the texts.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import {
  type Judgement,
  judgeErrors,
  judgeLatency,
  judgeMemory,
  judgeRestarts,
  judgeUsage,
  type SoakLimits,
} from '../../support/stability/judgements';
import { createRandom, memorySamples, normal, type Random, soakJobs, soakRecord, uniform, withSamples } from './series';

const limits: SoakLimits = {
  memoryGrowth: 0.005,
  latencyGrowth: 0.5,
  latencyP95Ms: 500,
  cpuWarning: 0.7,
  cpuCritical: 0.85,
  memoryWarning: 0.75,
  memoryCritical: 0.9,
};
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
const mebibyte = 2 ** 20;

describe('memory over time', () => {
  const judged = (growth: number, noise: (random: Random) => number) =>
    seeds.map((seed) => {
      const random = createRandom(seed);
      return judgeMemory(withSamples(memorySamples(growth, () => 0.1 * noise(random))), limits);
    });
  const verdicts = (judgements: readonly Judgement[]) => new Set(judgements.map(({ verdict }) => verdict));

  test('a leak of 1 % from one job to the next is found in noise of 10 %, with every seed', () => {
    expect(verdicts(judged(0.01, uniform))).to.deep.equal(new Set(['broken']));
    expect(verdicts(judged(0.01, normal))).to.deep.equal(new Set(['broken']));
  });

  test('noise of 10 % is not reported as a leak, with any seed', () => {
    expect(verdicts(judged(0, uniform))).to.deep.equal(new Set(['held']));
    expect(judged(0, normal).filter(({ text }) => text.startsWith('a memory leak'))).to.deep.equal([]);
    expect(judged(0, normal).filter(({ verdict }) => verdict === 'held').length / seeds.length).to.be.at.least(0.99);
  });

  test('the text on a leak has its size and its uncertainty', () => {
    const { text } = judgeMemory(withSamples(memorySamples(0.01, () => 0)), limits);
    expect(text).to.equal(
      'a memory leak: the memory of pod focus-server-1 grows by 1 % from one job to the next (1 % to 1 % with 99.9 % confidence, 60 samples), from 64.0 MiB to 82.9 MiB; the limit is 0.5 %',
    );
  });

  test('samples that are too noisy to exclude a leak do not pass', () => {
    const random = createRandom(3);
    const noisy = judgeMemory(withSamples(memorySamples(0, () => 0.4 * uniform(random)).slice(0, 20)), limits);
    expect(noisy.verdict).to.equal('broken');
    expect(noisy.text).to.match(/^growth of memory cannot be excluded: /);
  });

  test('too few samples do not pass', () => {
    const few = judgeMemory(withSamples(memorySamples(0, () => 0).slice(0, 9)), limits);
    expect(few).to.deep.equal({
      verdict: 'broken',
      text: 'there are too few samples to judge the memory of pod focus-server-1: 9, at least 10 are needed',
    });
    const none = judgeMemory(soakRecord({ usage: { series: [] } }), limits);
    expect(none.text).to.equal('there are too few samples to judge the usage of the server: 0, at least 10 are needed');
  });

  test('a cluster without metrics is not judged, with the reason', () => {
    const absent = judgeMemory(soakRecord({ usage: { absent: 'the cluster has no metrics API' } }), limits);
    expect(absent).to.deep.equal({ verdict: 'not judged', text: 'the cluster has no metrics API' });
  });
});

test('a soak that is too short for the samples of the cluster is not judged; one that has lost samples does not pass', () => {
  const { usage } = withSamples(memorySamples(0, () => 0).slice(0, 4));
  const judge = (everyMs: number) => judgeMemory(soakRecord({ usage: { ...usage, everyMs } }), limits);
  expect(judge(15_085)).to.deep.equal({
    verdict: 'not judged',
    text: 'the memory of pod focus-server-1: the cluster has a new sample every 15.1 s, so that a soak of 60 s has 3, and at least 10 are needed; a soak of 3 min has them (stability.durationMs)',
  });
  expect(judge(6_000)).to.deep.equal({
    verdict: 'broken',
    text: 'there are too few samples to judge the memory of pod focus-server-1: 4, at least 10 are needed',
  });
  expect(judgeUsage(soakRecord({ usage: { ...usage, everyMs: 15_000 } }), limits).text).to.equal(
    'the usage of pod focus-server-1: the cluster has a new sample every 15 s, so that a soak of 60 s has 4, and at least 10 are needed; a soak of 3 min has them (stability.durationMs)',
  );
});

describe('the share of failed jobs', () => {
  const failing = (...numbers: number[]) =>
    soakJobs((number) => (numbers.includes(number) ? { failure: 'answered 503' } : {}));

  test('passes below the limit and fails at it', () => {
    expect(judgeErrors(soakRecord({ jobs: failing(7) }), 0.05)).to.deep.equal({
      verdict: 'held',
      text: '1 of 30 jobs failed (3.33 %); the limit is less than 5 %',
    });
    expect(judgeErrors(soakRecord({ jobs: failing(10, 20, 30) }), 0.05)).to.deep.equal({
      verdict: 'broken',
      text: '3 of 30 jobs failed (10 %); the limit is less than 5 %\n  job 10: answered 503\n  job 20: answered 503\n  job 30: answered 503',
    });
  });

  test('counts jobs that were never requested as failed, and does not pass without any job', () => {
    expect(judgeErrors(soakRecord({ jobs: soakJobs().slice(0, 20) }), 0.05).text).to.equal(
      '10 of 30 jobs failed (33.33 %); the limit is less than 5 %\n  10 were never requested',
    );
    expect(judgeErrors(soakRecord({ jobs: [], planned: 0 }), 0.05).verdict).to.equal('broken');
  });
});

describe('the latency over time', () => {
  const growing = (ms: (number: number) => number) =>
    judgeLatency(soakRecord({ jobs: soakJobs((number) => ({ latencyMs: ms(number) })) }), limits);

  test('a drift is found and described', () => {
    expect(growing((number) => 40 + 10 * number)).to.deep.equal({
      verdict: 'broken',
      text: 'the latency drifts: opening a job took 50 ms at the beginning and 340 ms at the end (growth 580 %, 30 jobs); the limit is 50 %',
    });
  });

  test('noise, a single slow job and growth of a few milliseconds are not a drift', () => {
    const random = createRandom(11);
    expect(growing(() => 100 * (1 + 0.5 * uniform(random))).verdict).to.equal('held');
    expect(growing((number) => (number === 25 ? 5_000 : 40)).verdict).to.equal('held');
    expect(growing((number) => 10 + number).verdict).to.equal('held');
    expect(growing((number) => 90 + 8 * number).verdict).to.equal('held');
    expect(growing((number) => 90 + 9 * number).verdict).to.equal('broken');
  });

  test('too few accepted jobs do not pass', () => {
    const jobs = soakJobs().map(({ number, dueMs }) => ({ number, dueMs, failure: 'answered 503' }));
    expect(judgeLatency(soakRecord({ jobs }), limits).text).to.equal(
      'there are too few samples to judge the latency of accepted jobs: 0, at least 10 are needed',
    );
  });
});

describe('usage and restarts', () => {
  const using = (use: { cpu?: number; memoryBytes?: number }) => {
    const samples = memorySamples(0, () => 0).map((sample) => ({ ...sample, ...use }));
    const series = [{ pod: 'focus-server-1', samples, cpuLimit: 1, memoryLimit: 512 * mebibyte }];
    return judgeUsage(soakRecord({ usage: { series } }), limits);
  };

  test('usage below the critical shares passes, and fails at them', () => {
    expect(using({ cpu: 0.84 }).text).to.equal(
      'a warning: pod focus-server-1 used up to 0.840 CPU cores (95 % of the time) and 64.0 MiB: 84 % of its CPU and 12.5 % of its memory; the limits are less than 85 % and 90 %',
    );
    expect(
      [{ cpu: 0.84 }, { cpu: 0.85 }, { memoryBytes: 0.9 * 512 * mebibyte }].map((use) => using(use).verdict),
    ).to.deep.equal(['held', 'broken', 'broken']);
  });

  test('usage just below the critical shares causes a warning', () => {
    const near = [{ cpu: 0.69 }, { cpu: 0.7 }, { memoryBytes: 0.74 * 512 * mebibyte }, { memoryBytes: 384 * mebibyte }];
    expect(near.map((use) => using(use).text.startsWith('a warning: '))).to.deep.equal([false, true, false, true]);
  });

  test('usage without limits is described and not judged', () => {
    expect(judgeUsage(withSamples(memorySamples(0, () => 0)), limits)).to.deep.equal({
      verdict: 'not judged',
      text: 'pod focus-server-1 used up to 0.010 CPU cores (95 % of the time) and 64.0 MiB; it has no limits to compare with',
    });
  });

  test('a restart is named', () => {
    expect(judgeRestarts(soakRecord({ serverChanges: ['pod focus-server-1 restarted once'] })).text).to.equal(
      'expected the server to run without a restart, but pod focus-server-1 restarted once',
    );
  });
});
