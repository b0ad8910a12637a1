// How the text of a label selector is read.
import { test } from 'node:test';
import { expect } from 'chai';
import { parseLabelSelector } from '../../src/store';

test('label selectors are read', () => {
  expect(parseLabelSelector('a=1,b!=2,c in (x, y),d notin (z),e,!f')).to.deep.equal([
    { key: 'a', operator: '=', values: ['1'] },
    { key: 'b', operator: '!=', values: ['2'] },
    { key: 'c', operator: 'in', values: ['x', 'y'] },
    { key: 'd', operator: 'notin', values: ['z'] },
    { key: 'e', operator: 'exists', values: [] },
    { key: 'f', operator: '!', values: [] },
  ]);
});
