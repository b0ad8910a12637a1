// Hostile and secret texts on their way into the reports.
import { test } from 'node:test';
import { AttachmentContentEncoding, type Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { sanitizeMessage } from '../../../support/reporting';
import { toHtmlJson } from '../../../support/reporting/html/html-json';

const invisible = '\u200B';

test('control characters and escapes are removed from every text', () => {
  expect(readBody(sanitizeMessage(attachment('\u001b[31mred\u001b[0m\u0007'), []))).to.equal('red\uFFFD');
});

test('secrets are removed from every text', () => {
  expect(readBody(sanitizeMessage(attachment('the key is hunter2hunter2'), ['hunter2hunter2']))).to.equal(
    'the key is [redacted]',
  );
});

test('a huge text is cut in the middle', () => {
  const body = readBody(sanitizeMessage(attachment(`start${'x'.repeat(10_000_000)}end`), []));
  expect(body.length).to.be.below(300_000);
  expect(body)
    .to.match(/^start/)
    .and.to.match(/end$/)
    .and.to.match(/ characters left out /);
});

test('a picture is not changed', () => {
  const picture = attachment('AAAA', AttachmentContentEncoding.BASE64, 'image/png');
  expect(sanitizeMessage(picture, ['AAAA'])).to.equal(picture);
});

test('an encoded text is decoded first', () => {
  const encoded = Buffer.from('the key is hunter2hunter2').toString('base64');
  const body = readBody(sanitizeMessage(attachment(encoded, AttachmentContentEncoding.BASE64), ['hunter2hunter2']));
  expect(Buffer.from(body, 'base64').toString()).to.equal('the key is [redacted]');
});

test('markup in texts of the HTML report starts no tag and ends no script', () => {
  const report = [{ name: '<img src=x onerror=alert(1)>', error_message: '</script><!-- <?x 1 < 2' }];
  expect(JSON.parse(toHtmlJson(JSON.stringify(report)))).to.deep.equal([
    {
      name: `<${invisible}img src=x onerror=alert(1)>`,
      error_message: `<${invisible}/script><${invisible}!-- <${invisible}?x 1 < 2`,
    },
  ]);
});

test('markup inside attached JSON is sanitized too; other attachments are not changed', () => {
  const encoded = Buffer.from('{"a":"</script>"}').toString('base64');
  const report = [
    { data: encoded, mime_type: 'application/json' },
    { data: encoded, mime_type: 'text/plain' },
  ];
  const [json, text] = JSON.parse(toHtmlJson(JSON.stringify(report))) as { data: string }[];
  expect(Buffer.from(json?.data ?? '', 'base64').toString()).to.equal(`{"a":"<${invisible}/script>"}`);
  expect(text?.data).to.equal(encoded);
});

test('the log of a scenario is shown as text', () => {
  const report = [{ data: 'eA==', mime_type: 'text/x.cucumber.log+plain' }];
  expect(JSON.parse(toHtmlJson(JSON.stringify(report)))).to.deep.equal([
    { data: 'eA==', mime_type: 'text/plain', name: 'log' },
  ]);
});

function attachment(
  body: string,
  contentEncoding = AttachmentContentEncoding.IDENTITY,
  mediaType = 'text/plain',
): Envelope {
  return { attachment: { body, contentEncoding, mediaType } };
}

function readBody(envelope: Envelope): string {
  return envelope.attachment?.body ?? '';
}
