// How a strategic merge patch joins lists.
import { test } from 'node:test';
import { expect } from 'chai';
import { applyStrategicMergePatch } from '../../src/api/patch/strategic-merge-patch';

test('a strategic merge joins lists by their key', () => {
  const target = { containers: [{ name: 'a', image: 'x', env: [{ name: 'A', value: '1' }] }], args: ['old'] };
  const merged = applyStrategicMergePatch(target, {
    containers: [
      { name: 'b', image: 'y' },
      { name: 'a', env: [{ name: 'B', value: '2' }] },
    ],
    args: ['new'],
  });
  expect(merged).to.deep.equal({
    containers: [
      { name: 'b', image: 'y' },
      {
        name: 'a',
        image: 'x',
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
    ],
    args: ['new'],
  });
  const without = applyStrategicMergePatch(merged, { containers: [{ name: 'b', $patch: 'delete' }], args: null });
  expect(Object.keys(without as object)).to.deep.equal(['containers']);
  expect((without as { containers: unknown[] }).containers).to.have.length(1);
});
