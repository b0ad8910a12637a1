// The README agrees with the sources.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { updateTables } from '../tools/readme-tables';

test('the tables of the README are up to date; `npm run docs` in this package writes them', () => {
  const readme = readFileSync(path.join(__dirname, '../README.md'), 'utf8');
  expect(readme).to.include('<!-- resources -->').and.include('<!-- policies -->');
  expect(readme).to.equal(updateTables(readme));
});

test('a table that nobody knows is named', () => {
  expect(() => updateTables('<!-- nodes -->\n<!-- end -->')).to.throw(
    'README.md has a table "nodes"; expected resources or policies',
  );
});
