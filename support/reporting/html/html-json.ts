// Cucumber's JSON report as its HTML generator can show it: without the danger of markup, and with logs as text.

// A browser takes `<` for the start of a tag only when one of these follows.
const tagStart = /<(?=[a-z/!?])/gi;
const invisible = '\u200B';
const logMediaType = 'text/x.cucumber.log+plain';

/**
 * The generator puts texts into pages and scripts without escaping all of them. So an invisible space goes behind each `<` that would start a
 * tag, also inside attachments of JSON: the report reads the same, and nothing in it is markup. Other attachments are escaped or encoded by the
 * generator. What a scenario logged becomes plain text, which the generator shows in place.
 */
export function htmlJson(jsonReport: string): string {
  return JSON.stringify(JSON.parse(jsonReport, harmlessValue));
}

function harmlessValue(this: unknown, key: string, value: unknown): unknown {
  if (isEmbedding(value) && value.mime_type === logMediaType) return { ...value, mime_type: 'text/plain', name: 'log' };
  if (typeof value !== 'string') return value;
  if (key !== 'data') return withoutMarkup(value);
  return isEmbedding(this) && this.mime_type === 'application/json' ? reencoded(value) : value;
}

function isEmbedding(value: unknown): value is { readonly mime_type: unknown } {
  return typeof value === 'object' && value !== null && 'mime_type' in value;
}

function reencoded(base64: string): string {
  return Buffer.from(withoutMarkup(Buffer.from(base64, 'base64').toString('utf8'))).toString('base64');
}

/** The text with an invisible space where a browser would see the start of a tag. */
export function withoutMarkup(text: string): string {
  return text.replace(tagStart, `<${invisible}`);
}
