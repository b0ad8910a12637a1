// An object that differs in several fields is shown as a diff of what is expected and what was seen.
import { test } from 'node:test';
import { expect } from 'chai';
import { compareField, describeMismatches, joinPath } from '../../../support/cluster/watch/mismatch';

test('one field is one line', () => {
  expect(describeMismatches(compareField('status.phase', 'Running', 'Pending'))).to.deep.equal([
    '* status.phase: expected Running, was Pending',
  ]);
});

test('several fields are followed by a diff, in which parents are written once', () => {
  const mismatches = [
    ...compareField('status.phase', 'Running', 'Pending'),
    ...compareField('spec.containers[stream].resources.limits.memory', '64Mi', '32Mi'),
    ...compareField('spec.containers[stream].resources.limits.cpu', '1', '2'),
    ...compareField('spec.containers[stream].resources.requests.cpu', '1', '1'),
    ...compareField('status.conditions[Ready]', 'True', 'False'),
  ];
  expect(describeMismatches(mismatches)).to.deep.equal([
    '* spec.containers[stream].resources.limits.cpu: expected 1, was 2',
    '* spec.containers[stream].resources.limits.memory: expected 64Mi, was 32Mi',
    '* status.conditions[Ready]: expected True, was False',
    '* status.phase: expected Running, was Pending',
    '--- expected',
    '+++ seen',
    '  spec:',
    '    containers[stream]:',
    '      resources:',
    '        limits:',
    '-         cpu: 1',
    '+         cpu: 2',
    '-         memory: 64Mi',
    '+         memory: 32Mi',
    '  status:',
    '-   conditions[Ready]: True',
    '+   conditions[Ready]: False',
    '-   phase: Running',
    '+   phase: Pending',
  ]);
});

test('a field that an object does not have has no line on its side', () => {
  const mismatches = [
    ...compareField('metadata.deletionTimestamp', 'absent', '2026-11-22T18:00:00.000Z'),
    ...compareField('spec.nodeName', 'node-1', undefined),
  ];
  expect(describeMismatches(mismatches).slice(2)).to.deep.equal([
    '--- expected',
    '+++ seen',
    '  metadata:',
    '+   deletionTimestamp: 2026-11-22T18:00:00.000Z',
    '  spec:',
    '-   nodeName: node-1',
  ]);
});

test('a key that has dots stays whole', () => {
  const mismatches = [
    ...compareField(joinPath('status.allocatable', 'example.com/gpu'), '2', '1'),
    ...compareField(joinPath('status.allocatable', 'cpu'), '2', '1'),
  ];
  expect(describeMismatches(mismatches).slice(2)).to.deep.equal([
    '--- expected',
    '+++ seen',
    '  status:',
    '    allocatable:',
    '-     cpu: 2',
    '+     cpu: 1',
    '-   allocatable[example.com/gpu]: 2',
    '+   allocatable[example.com/gpu]: 1',
  ]);
});

test('the next object opens its parents again', () => {
  const mismatches = [...compareField('a.b.c', '1', '2'), ...compareField('x.b.c', '1', '2')];
  expect(describeMismatches(mismatches).slice(4)).to.deep.equal([
    '  a:',
    '    b:',
    '-     c: 1',
    '+     c: 2',
    '  x:',
    '    b:',
    '-     c: 1',
    '+     c: 2',
  ]);
});
