// Cucumber's messages made fit for reports: no secrets, no control characters, nothing of unbounded size.
import { AttachmentContentEncoding, type Envelope } from '@cucumber/messages';
import { redact } from '../../redaction/redact';
import { cap, printable } from '../../redaction/sanitize';

const textLimit = 256 * 1024;
const encodedText = /^(text\/|application\/(json|xml|yaml)|image\/svg)/;

/** A copy of the message whose texts are redacted, printable and capped, also those of encoded attachments; pictures are kept as they are. */
export function harmless(envelope: Envelope, secrets: readonly string[]): Envelope {
  const clean = (text: string): string => cap(redact(printable(text), secrets), textLimit);
  const { attachment } = envelope;
  if (attachment?.contentEncoding === AttachmentContentEncoding.BASE64) {
    if (!encodedText.test(attachment.mediaType)) return envelope;
    const text = Buffer.from(attachment.body, 'base64').toString();
    return { attachment: { ...attachment, body: Buffer.from(clean(text)).toString('base64') } };
  }
  return JSON.parse(JSON.stringify(envelope), (_key, value: unknown) =>
    typeof value === 'string' ? clean(value) : value,
  ) as Envelope;
}
