// Which lines of a server's log count as errors.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { errorLines } from '../../support/server/server-log';

describe('the log of a server', () => {
  const patterns = ['\\b(ERROR|FATAL|CRITICAL)\\b', '^Traceback'];
  const linesOf = (text: string) =>
    errorLines([{ container: 'a/server', text, said: '' }], patterns).map(({ line }) => line);

  test('holds error lines by the patterns, each line for itself', () => {
    const text = 'INFO up\n12:00 ERROR no broker\nERRORS 0\nTraceback (most recent call last):\n  Traceback\nfatal';
    expect(linesOf(text)).to.deep.equal(['12:00 ERROR no broker', 'Traceback (most recent call last):']);
  });

  test('is quoted with lines that are cut', () => {
    expect(linesOf(`ERROR ${'x'.repeat(400)}`)).to.deep.equal([`ERROR ${'x'.repeat(294)}…`]);
  });
});
