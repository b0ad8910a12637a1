// Cucumber's JSON report for its HTML generator: without markup in its texts, and with logs as text.

// A browser takes `<` for the start of a tag only when one of these follows.
const tagStart = /<(?=[a-z/!?])/gi;
const invisible = '\u200B';
const logMediaType = 'text/x.cucumber.log+plain';

/**
 * The generator does not escape all texts that it writes into pages and scripts. An invisible space after each `<` that would start a tag, even
 * inside JSON attachments, keeps them from being markup; the report reads the same. The generator escapes or encodes other attachments. The log of
 * a scenario becomes plain text, which the generator shows without a click.
 */
export function toHtmlJson(jsonReport: string): string {
  return JSON.stringify(JSON.parse(jsonReport, sanitizeValue));
}

function sanitizeValue(this: unknown, key: string, value: unknown): unknown {
  if (isEmbedding(value) && value.mime_type === logMediaType) return { ...value, mime_type: 'text/plain', name: 'log' };
  if (typeof value !== 'string') return value;
  if (key !== 'data') return removeMarkup(value);
  return isEmbedding(this) && this.mime_type === 'application/json' ? sanitizeBase64(value) : value;
}

function isEmbedding(value: unknown): value is { readonly mime_type: unknown } {
  return typeof value === 'object' && value !== null && 'mime_type' in value;
}

function sanitizeBase64(base64: string): string {
  return Buffer.from(removeMarkup(Buffer.from(base64, 'base64').toString('utf8'))).toString('base64');
}

/** The text with an invisible space where a browser would see the start of a tag. */
export function removeMarkup(text: string): string {
  return text.replace(tagStart, `<${invisible}`);
}
