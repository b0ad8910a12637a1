// The table of a comparison shows medians, the ratio and what is required of it, and never hides a busy machine.
import { test } from 'node:test';
import { expect } from 'chai';
import type { ComparedFigure } from '../../../../tools/bench/against/compare';
import { formatTable } from '../../../../tools/bench/against/table';

const quiet: ComparedFigure = {
  name: 'start-up',
  unit: 's',
  required: 0.5,
  goal: 0.4,
  ours: [1.2, 1, 5],
  theirs: [3, 2.5, 2],
  load: 1,
};

test('a row has medians, least values, the ratio of the medians, and what it means', () => {
  const fast = { ...quiet, name: 'fast', ours: [1, 1, 1] };
  const slow = { ...quiet, name: 'slow', ours: [2, 2, 2], unit: 'MiB' as const };
  expect(formatTable([quiet, fast, slow])).to.deep.equal([
    'figure    theirs  (least)    ours  (least)  ratio  required  goal',
    'start-up  2.50 s   2.00 s  1.20 s   1.00 s   0.48    ≤ 0.50  0.40         holds',
    'fast      2.50 s   2.00 s  1.00 s   1.00 s   0.40    ≤ 0.50  0.40  goal reached',
    'slow       3 MiB    2 MiB   2 MiB    2 MiB   0.80    ≤ 0.50  0.40      TOO SLOW',
  ]);
});

test('a busy machine is named in the row and below the table', () => {
  const lines = formatTable([
    { ...quiet, load: 4.1 },
    { ...quiet, name: 'other', load: 4 },
  ]);
  expect(lines[1]).to.match(/holds !$/);
  expect(lines[2]).to.match(/holds$/);
  expect(lines.at(-1)).to.equal(
    '! The machine was busy (load up to 4.1): these figures show its other work too. Measure again.',
  );
});
