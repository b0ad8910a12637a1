// Cucumber's messages made fit for reports: no secrets, no control characters, nothing of unbounded size.
import { AttachmentContentEncoding, type Envelope } from '@cucumber/messages';
import { cap, printable } from '../evidence/printable';
import { redact } from '../evidence/redact';

const textLimit = 256 * 1024;

/** A copy of the message whose texts are redacted, printable and capped; encoded attachments, such as pictures, are kept as they are. */
export function harmless(envelope: Envelope, secrets: readonly string[]): Envelope {
  if (envelope.attachment?.contentEncoding === AttachmentContentEncoding.BASE64) return envelope;
  return JSON.parse(JSON.stringify(envelope), (_key, value: unknown) =>
    typeof value === 'string' ? cap(redact(printable(value), secrets), textLimit) : value,
  ) as Envelope;
}
