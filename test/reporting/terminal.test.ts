// When the terminal output has colors and overwrites lines.
import { test } from 'node:test';
import { expect } from 'chai';
import { readTerminal } from '../../support/reporting/terminal';

test('a terminal gets colors, unless it is dumb or NO_COLOR is set', () => {
  const terminal = { isTTY: true };
  expect(readTerminal(terminal, { TERM: 'xterm' })).to.deep.equal({ rewrites: true, colors: true });
  expect(readTerminal(terminal, { NO_COLOR: '' })).to.deep.equal({ rewrites: true, colors: true });
  expect(readTerminal(terminal, { NO_COLOR: '1' })).to.deep.equal({ rewrites: true, colors: false });
  expect(readTerminal(terminal, { TERM: 'dumb' })).to.deep.equal({ rewrites: false, colors: false });
});

test('a pipe or a file gets plain text', () => {
  expect(readTerminal({}, { TERM: 'xterm', CI: 'true' })).to.deep.equal({ rewrites: false, colors: false });
});
