// Which wrong requests are sent together.
import { test } from 'node:test';
import type { Pickle } from '@cucumber/messages';
import { expect } from 'chai';
import {
  findRefusalTable,
  formatRefusalTables,
  readRefusalTables,
  refusalTablesVariable,
} from '../../support/requests/refusal-tables';

const [zero, one, odd] = ['0', '1', '127'].map((size) => `a single-channel investigation with FFT size ${size}`);

test('the selected rows of one outline are a table, if there are two of them', () => {
  const selected = [
    createPickle('A', [`an analyst requests ${zero}`, 'it is refused with a clear message'], ['nfft', 'row 1']),
    createPickle('B', [`an analyst requests ${one}`], ['nfft', 'row 2']),
    createPickle('C', [`an analyst requests ${odd}`], ['another', 'row 1']),
  ];
  expect(passOn(selected)).to.deep.equal([
    [
      { scenario: 'A', investigation: zero },
      { scenario: 'B', investigation: one },
    ],
  ]);
});

test('scenarios that are no rows, accepted investigations and repeated requests are in no table', () => {
  const selected = [
    createPickle('A', [`an analyst requests ${zero}`], ['scenario']),
    createPickle('B', [`an analyst requests ${one}`], ['scenario']),
    ...['C', 'D'].map((name) => createPickle(name, ['an analyst opens a waterfall investigation'], ['open', name])),
    ...['E', 'F'].map((name) => createPickle(name, [`analysts request ${odd} 10 times in a row`], ['many', name])),
  ];
  expect(passOn(selected)).to.deep.equal([]);
});

test('a long table is divided into as many requests as the profile allows at once', () => {
  const table = ['A', 'B', 'C', 'D', 'E'].map((scenario) => ({ scenario, investigation: `${zero}` }));
  const find = (scenario: string, atOnce: number) =>
    findRefusalTable([table], scenario, atOnce)
      ?.map((row) => row.scenario)
      .join('');
  expect([find('A', 20), find('B', 2), find('D', 2), find('E', 2), find('A', 1), find('X', 20)]).to.deep.equal([
    'ABCDE',
    'AB',
    'CD',
    undefined,
    undefined,
    undefined,
  ]);
});

test('a process without the variable has no tables', () => {
  expect(readRefusalTables({})).to.deep.equal([]);
});

/** What the workers read of what the coordinator found. */
function passOn(selected: readonly Pickle[]): unknown {
  return readRefusalTables({ [refusalTablesVariable]: formatRefusalTables(selected) });
}

function createPickle(name: string, texts: readonly string[], astNodeIds: string[]): Pickle {
  const steps = texts.map((text) => ({ id: text, text, astNodeIds: [] }));
  return { id: name, uri: 'a.feature', language: 'en', name, tags: [], steps, astNodeIds };
}
