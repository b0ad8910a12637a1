// Long attachments stay in the file, whatever surrounds them and however the chunks of the file fall.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { readWithoutEvidence } from '../../../support/xray/results/evidence-file';

interface Attachment {
  readonly data: string;
  readonly stored?: readonly [number, number];
}

/** The attachments after reading, with their stored part put back. */
function readBack(t: TestContext, value: unknown, indent = 0): unknown {
  const folder = mkdtempSync(path.join(tmpdir(), 'evidence-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'cucumber.json');
  writeFileSync(file, JSON.stringify(value, null, indent));
  const bytes = readFileSync(file);
  return JSON.parse(readWithoutEvidence(file), (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || !('stored' in each)) return each;
    const { data, stored = [0, 0], ...rest } = each as Attachment;
    expect(data).to.equal('');
    return { data: bytes.toString('latin1', ...stored), ...rest };
  });
}

const text = (length: number) => 'QUJD'.repeat(length / 4);

test('attachments of any length are found at any offset', (t) => {
  for (const indent of [0, 2]) {
    for (const shift of [0, 1, 7, 30, 63, 64]) {
      const value = [
        { note: `${'é'.repeat(32_700 + shift)} a text with {"data": "x"} and \\`, data: text(200_000), mime_type: 'a' },
        { data: text(1_020), mime_type: 'short' },
        { data: text(1_024), mime_type: 'just long enough', name: 'ü' },
        { data: '', mime_type: 'empty' },
        { data: text(65_536), mime_type: 'a chunk' },
      ];
      expect(readBack(t, value, indent)).to.deep.equal(value);
    }
  }
});

test('a long attachment is not in the text', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'evidence-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'cucumber.json');
  writeFileSync(file, JSON.stringify({ data: text(4_000), mime_type: 'a' }));
  expect(readWithoutEvidence(file)).to.equal('{"data":"","stored":[9,4009],"mime_type":"a"}');
});
