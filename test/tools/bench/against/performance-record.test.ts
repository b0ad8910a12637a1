// A recorded comparison replaces what it measured again, and nothing else.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import {
  type RecordedComparison,
  readComparisons,
  recordComparison,
} from '../../../../tools/bench/against/performance-record';

function createComparison(commit: string, figures: Readonly<Record<string, number>>): RecordedComparison {
  return {
    date: '2026-11-27',
    commit,
    against: 'old',
    machine: '2 × processor, 4 GiB, Node.js v24.0.0',
    node: 'v24.0.0',
    rounds: 3,
    figures: Object.entries(figures).map(([name, ratio]) => {
      return { name, unit: 's', ours: ratio, theirs: 1, ratio, required: 0.5, goal: 0.4, load: 1 };
    }),
  };
}

test('figures of the same commit are kept unless they were measured again', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'record-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'performance.json');
  writeFileSync(file, '{ "comparisons": [] }');
  recordComparison(file, createComparison('aaa', { run: 0.9, proof: 0.8 }));
  recordComparison(file, createComparison('bbb', { run: 0.7 }));
  recordComparison(file, createComparison('aaa', { run: 0.6 }));
  const recorded = readComparisons(file).map(({ commit, figures }) => [
    commit,
    Object.fromEntries(figures.map(({ name, ratio }) => [name, ratio])),
  ]);
  expect(recorded).to.deep.equal([
    ['bbb', { run: 0.7 }],
    ['aaa', { run: 0.6, proof: 0.8 }],
  ]);
});
