// Two states of an object keep what they have in common once, and stay what they were.
import { test } from 'node:test';
import { V1Pod, V1PodStatus } from '@kubernetes/client-node';
import { expect } from 'chai';
import { shareUnchanged } from '../../../support/cluster/watch/share-unchanged';

test('parts that did not change are those of the known state, and the others are new', () => {
  const known = { spec: { args: ['a', 'b'] }, status: { phase: 'Pending', conditions: [{ type: 'Ready' }] } };
  const next = { spec: { args: ['a', 'b'] }, status: { phase: 'Running', conditions: [{ type: 'Ready' }] } };
  const shared = shareUnchanged(known, next);
  expect(shared).to.equal(next);
  expect(shared).to.deep.equal({
    spec: { args: ['a', 'b'] },
    status: { phase: 'Running', conditions: [{ type: 'Ready' }] },
  });
  expect(shared.spec).to.equal(known.spec);
  expect(shared.status.conditions).to.equal(known.status.conditions);
  expect(known.status.phase).to.equal('Pending');
});

test('a state that equals the known one is the known one', () => {
  const known = { startTime: new Date(5), list: [1, undefined, null] };
  expect(shareUnchanged(known, { startTime: new Date(5), list: [1, undefined, null] })).to.equal(known);
});

test('what differs in length, in keys, in time or in type is not the same', () => {
  const different: readonly (readonly [unknown, unknown])[] = [
    [[1, 2], [1]],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: undefined }, { b: undefined }],
    [{ at: new Date(1) }, { at: new Date(2) }],
    [{ 0: 'a' }, ['a']],
    [{}, null],
    [null, {}],
    [{ a: 1 }, { a: '1' }],
  ];
  for (const [known, next] of different) {
    const unchanged = structuredClone(next);
    expect(shareUnchanged(known, next)).to.equal(next).and.to.deep.equal(unchanged);
  }
});

test('an object of another class is not the same', () => {
  const known: object = new V1PodStatus();
  const next: object = new V1Pod();
  expect(shareUnchanged(known, next)).to.equal(next);
});
