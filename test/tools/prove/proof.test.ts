// How a proof judges runs, and its exact messages.
import { test } from 'node:test';
import { expect } from 'chai';
import type { FaultKind } from 'focus-sandbox/catalogue';
import type { CataloguedFault } from '../../../tools/faults/catalogue';
import { type FaultRun, judgeProof, mergeRuns, type Reaction } from '../../../tools/prove/proof';
import { formatFaultLine, formatSummary } from '../../../tools/prove/report';

const scenarios = [
  { id: '@id:a', title: 'A job runs', folder: 'orchestration', slow: false },
  { id: '@id:b', title: 'A job ends', folder: 'orchestration', slow: false },
  { id: '@id:soak', title: 'Nothing wears out', folder: 'system-behavior', slow: true },
];
const part = { whole: false };

test('a scenario that stays green under its fault is missed, one that turns red without a reason is a false alarm', () => {
  const { rows, problems } = judgeProof(
    scenarios,
    [ran(fault('no-pod', 'node', ['@id:a']), { a: 'green', b: 'red' })],
    part,
  );
  expect(rows.map(({ cells }) => cells)).to.deep.equal([
    { '@id:a': 'missed', '@id:b': 'false alarm', '@id:soak': 'not run' },
  ]);
  expect(problems).to.deep.equal([
    'no-pod: missed by @id:a',
    'no-pod: @id:b turned red, although the fault does not concern it: expected a job',
  ]);
});

test('scenarios that a fault affects, or that need a job that it breaks, may turn red', () => {
  const touching: CataloguedFault = { ...fault('no-log', 'node', ['@id:a']), mayAlsoFail: ['@id:b'] };
  const breaking: CataloguedFault = { ...fault('no-pod', 'node', ['@id:a']), breaksJobs: true };
  for (const each of [touching, breaking]) {
    const { rows, problems } = judgeProof(scenarios, [ran(each, { a: 'red', b: 'red' })], part);
    expect(rows[0]?.cells['@id:b']).to.equal('also red');
    expect(problems).to.deep.equal([]);
  }
});

test('under a random fault every scenario that is not slow must be run and stay green', () => {
  const random: CataloguedFault = { ...fault('api-errors', 'network', []), tolerated: true };
  expect(judgeProof(scenarios, [ran(random, { a: 'green', b: 'green' })], part).problems).to.deep.equal([]);
  const { rows, problems } = judgeProof(scenarios, [ran(random, { a: 'red' })], part);
  expect(rows[0]?.cells['@id:a']).to.equal('false alarm');
  expect(problems).to.deep.equal([
    'api-errors: @id:a turned red, although every environment has such a fault: expected a job',
    'api-errors: @id:b was not run',
  ]);
});

test('a run that hangs or cannot use its environment proves nothing', () => {
  const run = { ...ran(fault('no-pod', 'node', ['@id:a']), {}) };
  const broken = { ...run, run: { ...run.run, broken: 'it ended with exit code 3; last lines: no cluster' } };
  expect(judgeProof(scenarios, [broken], part).problems).to.deep.equal([
    'no-pod: the run proves nothing: it ended with exit code 3; last lines: no cluster',
  ]);
});

test('a fault that names no scenario, or one that does not exist, is a problem', () => {
  const aimless = ran(fault('aimless', 'node', []), {});
  const lost = ran(fault('lost', 'node', ['@id:gone', '@id:b']), { b: 'not run' });
  expect(judgeProof(scenarios, [aimless, lost], part).problems).to.deep.equal([
    'aimless: its record names no scenario that catches it',
    'lost: its record names @id:gone, which no scenario has',
    'lost: @id:b was not run',
  ]);
});

test('a whole proof demands that faults of three kinds turn each scenario red', () => {
  const runs = [
    ran(fault('one', 'node', ['@id:a', '@id:b']), { a: 'red', b: 'red' }),
    ran(fault('two', 'answer', ['@id:a', '@id:b']), { a: 'red', b: 'red' }),
    ran(fault('three', 'network', ['@id:a']), { a: 'red' }),
    ran(fault('four', 'node', ['@id:b']), { b: 'red' }),
  ];
  const proof = judgeProof(scenarios, runs, { whole: true, leftOut: ['capacity:cpu'] });
  expect(proof.kinds).to.deep.equal({
    '@id:a': ['answer', 'network', 'node'],
    '@id:b': ['answer', 'node'],
    '@id:soak': [],
  });
  expect(formatSummary(proof).split('\n')).to.deep.equal([
    '4 faults and 0 random faults, 3 scenarios: 2 seen red, 1 of them by faults of 3 kinds or more',
    'not run here: 1 capacity fault, which npm run prove:capacity proves (capacity:cpu)',
    '  - @id:b is caught by faults of 2 of 3 kinds only: answer, node (A job ends)',
    '  - no fault turns @id:soak red (Nothing wears out)',
  ]);
});

test('a proof of a part of the catalogue demands no kinds, and does not judge the whole', () => {
  const proof = judgeProof(scenarios, [ran(fault('one', 'node', ['@id:a']), { a: 'red' })], part);
  expect(proof.problems).to.deep.equal([]);
  expect(formatSummary(proof).split('\n')).to.deep.equal([
    '1 fault and 0 random faults, 3 scenarios: 1 seen red, 0 of them by faults of 3 kinds or more',
    'Every run gave the right result; only a proof of the whole catalogue shows whether faults of 3 kinds turn each scenario red',
  ]);
});

test('the parts of a run that several sandboxes shared are merged into one run', () => {
  const random = fault('api-delays', 'network', []);
  const [one, other] = [ran(random, { a: 'green' }).run, { ...ran(random, { b: 'red' }).run, durationMs: 2_000 }];
  expect(mergeRuns([one, other])).to.deep.equal({
    fault: 'api-delays',
    reactions: { '@id:a': 'green', '@id:b': 'red' },
    messages: { '@id:b': 'expected a job' },
    durationMs: 2_000,
  });
  expect(mergeRuns([one, { ...other, broken: 'it hung' }]).broken).to.equal('it hung');
});

test('each fault has a line with its result', () => {
  const { rows } = judgeProof(scenarios, [ran(fault('no-pod', 'node', ['@id:a']), { a: 'red', b: 'red' })], part);
  expect(rows.map(formatFaultLine)).to.deep.equal(['✗ no-pod (1.5 s): caught @id:a; false alarm @id:b']);
});

function fault(name: string, kind: FaultKind, caughtBy: readonly string[]): CataloguedFault {
  return { name, does: name, kind, caughtBy, mayAlsoFail: [] };
}

/** `reactions` by the end of the `@id`. */
function ran(
  fault: CataloguedFault,
  reactions: Readonly<Record<string, Reaction>>,
): { fault: CataloguedFault; run: FaultRun } {
  const byId = Object.fromEntries(Object.entries(reactions).map(([id, reaction]) => [`@id:${id}`, reaction]));
  const red = Object.keys(byId).filter((id) => byId[id] === 'red');
  const messages = Object.fromEntries(red.map((id) => [id, 'expected a job']));
  return { fault, run: { fault: fault.name, reactions: byId, messages, durationMs: 1_500 } };
}
