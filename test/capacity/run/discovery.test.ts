// The search for the largest number of jobs: how it narrows, when it repeats, and how it handles noise.
import { test } from 'node:test';
import { expect } from 'chai';
import { type Discovery, discover } from '../../../support/capacity/run/discovery';

test('a hard limit is found exactly, and the runs on both sides of it are repeated', async () => {
  const found = await search({ start: 50, limit: 800, repeats: 2 }, (jobs) => Math.min(jobs, 150), 1);
  expect(listRequested(found)).to.deep.equal([50, 100, 200, 150, 175, 163, 157, 154, 152, 150, 152]);
  expect([found.sustains, found.interval, found.atLeast]).to.deep.equal([150, [150, 150], false]);
});

test('if 95 % are enough, the result is still the number of jobs that were alive', async () => {
  const found = await search({ start: 200, limit: 800, repeats: 1 }, (jobs) => Math.min(jobs, 150), 0.95);
  expect([found.sustains, found.interval]).to.deep.equal([150, [150, 150]]);
});

test('an environment that sustains the limit of the search sustains at least that', async () => {
  const found = await search({ start: 200, limit: 500, repeats: 2 }, (jobs) => jobs, 1);
  expect(listRequested(found)).to.deep.equal([200, 400, 500, 500]);
  expect([found.sustains, found.interval, found.atLeast]).to.deep.equal([500, [500, 500], true]);
});

test('an environment that sustains nothing sustains 0', async () => {
  const found = await search({ start: 4, limit: 8, repeats: 2 }, () => 0, 1);
  expect(listRequested(found)).to.deep.equal([4, 2, 1, 1]);
  expect([found.sustains, found.interval, found.atLeast]).to.deep.equal([0, [0, 0], false]);
});

test('a number of jobs that is reached only sometimes is not sustained', async () => {
  let tries = 0;
  const found = await search({ start: 4, limit: 8, repeats: 3 }, (jobs) => (jobs > 4 && ++tries > 1 ? 5 : jobs), 1);
  expect(found.sustains).to.equal(5);
  expect(found.trials.filter(({ requested: jobs }) => jobs === 8).map(({ sustained }) => sustained)).to.deep.equal([
    true,
    false,
  ]);
});

async function search(
  options: Parameters<typeof discover>[0],
  aliveOf: (jobs: number) => number,
  share: number,
): Promise<Discovery> {
  return discover(options, async (jobs) => {
    const alive = aliveOf(jobs);
    return { requested: jobs, alive, sustained: alive >= Math.ceil(jobs * share) };
  });
}

function listRequested({ trials }: Discovery): number[] {
  return trials.map(({ requested: jobs }) => jobs);
}
