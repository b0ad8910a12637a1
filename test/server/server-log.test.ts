// Which lines of a server's log count as errors.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { findErrorLines } from '../../support/server/server-log';

describe('the log of a server', () => {
  const patterns = ['\\b(ERROR|FATAL|CRITICAL)\\b', '^Traceback'];
  const readLines = (text: string) =>
    findErrorLines([{ container: 'a/server', text, note: '' }], patterns).map(({ line }) => line);

  test('has error lines that match the patterns, each line separately', () => {
    const text = 'INFO up\n12:00 ERROR no broker\nERRORS 0\nTraceback (most recent call last):\n  Traceback\nfatal';
    expect(readLines(text)).to.deep.equal(['12:00 ERROR no broker', 'Traceback (most recent call last):']);
  });

  test('is quoted with long lines cut', () => {
    expect(readLines(`ERROR ${'x'.repeat(400)}`)).to.deep.equal([`ERROR ${'x'.repeat(294)}…`]);
  });
});
