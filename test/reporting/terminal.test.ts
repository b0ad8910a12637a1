// Where the terminal output has colours, and lines that are written once more.
import { test } from 'node:test';
import { expect } from 'chai';
import { terminalOf } from '../../support/reporting/terminal';

test('a terminal shows colours, unless it is dumb or NO_COLOR says not to', () => {
  const terminal = { isTTY: true };
  expect(terminalOf(terminal, { TERM: 'xterm' })).to.deep.equal({ rewrites: true, colours: true });
  expect(terminalOf(terminal, { NO_COLOR: '' })).to.deep.equal({ rewrites: true, colours: true });
  expect(terminalOf(terminal, { NO_COLOR: '1' })).to.deep.equal({ rewrites: true, colours: false });
  expect(terminalOf(terminal, { TERM: 'dumb' })).to.deep.equal({ rewrites: false, colours: false });
});

test('a pipe or a file shows text alone', () => {
  expect(terminalOf({}, { TERM: 'xterm', CI: 'true' })).to.deep.equal({ rewrites: false, colours: false });
});
