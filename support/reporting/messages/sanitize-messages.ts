// Sanitizes messages for reports: no secrets, no control characters, limited size.
import { AttachmentContentEncoding, type Envelope } from '@cucumber/messages';
import { redact } from '../../redaction/redact';
import { cap, sanitize } from '../../redaction/sanitize';

const textLimit = 256 * 1024;
const encodedText = /^(text\/|application\/(json|xml|yaml)|image\/svg)/;

/** A copy of the message with sanitized, redacted and capped texts, even in encoded attachments; pictures are not changed. */
export function sanitizeMessage(envelope: Envelope, secrets: readonly string[]): Envelope {
  const clean = (text: string): string => cap(redact(sanitize(text), secrets), textLimit);
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
