// Removes secrets from text before it leaves the process: known values, and whatever has the shape of a secret.
import { replacement, shapes } from './secret-shapes';

/**
 * The text without the given secrets and without anything that has the shape of a secret. A given secret is also found in base64 (alone or
 * inside other encoded data), in hexadecimal, broken into lines, and with any of its characters escaped as in JSON, URLs or HTML.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKnown = secrets
    .flatMap(listForms)
    .reduce((current, form) => current.replaceAll(form, replacement), text);
  return shapes.reduce(
    (current, { pattern, replace }) => current.replace(pattern, replace),
    removeCut(removeDisguised(withoutKnown, secrets), secrets),
  );
}

const knownForms = new Map<string, readonly string[]>();

/** All encodings of a secret, the longest first: one may be part of another. */
function listForms(secret: string): readonly string[] {
  const known = knownForms.get(secret);
  if (known !== undefined) return known;
  const url = encodeURIComponent(secret);
  const base64 = listBase64Forms(secret);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...base64.map((form) => encodeURIComponent(form)),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('hex').toUpperCase(),
  ];
  const sorted = [...new Set(forms)].sort((left, right) => right.length - left.length);
  knownForms.set(secret, sorted);
  return sorted;
}

/** The secret in base64 at each of the three offsets at which it may begin in encoded data, without the characters that its neighbors change. */
function listBase64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = before === 0 ? 0 : before + 1;
    const whole = encoded.slice(from, encoded.length - ((before + bytes.length) % 3 === 0 ? 0 : 1));
    return whole.length < 6 ? [] : [whole];
  });
}

const lineBreak = /\\{0,8}\r?\n[ \t]{0,32}|\\{1,8}[rn]/g;
const escapes =
  /\\{1,8}(?:u00([0-9a-f]{2})|(?=[^\w\s]))|%(?:25){0,3}([0-9a-f]{2})|&(?:amp;){0,3}(?:#0{0,3}(\d{2,3});|#x0{0,3}([0-9a-f]{2});|(amp|lt|gt|quot|apos);)/gi;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Searches for a secret that was broken into lines or escaped only if the text without line breaks and escapes contains it. */
function removeDisguised(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0 || !/[\n\\%&]/.test(text)) return text;
  const plain = text.replace(lineBreak, '').replace(escapes, decodeCharacter);
  return secrets
    .flatMap(listForms)
    .map((form) => form.replace(lineBreak, ''))
    .filter((form) => form !== '' && plain.includes(form))
    .reduce((current, form) => current.replace(matchDisguised(form), replacement), text);
}

function decodeCharacter(_all: string, ...[json, url, decimal, hex, entity]: readonly (string | undefined)[]): string {
  const code = json ?? url ?? hex;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  return entities[entity?.toLowerCase() ?? ''] ?? '';
}

/** A pattern for the secret with each character plain or escaped, and with line breaks between characters. */
function matchDisguised(secret: string): RegExp {
  return new RegExp([...secret].map(matchCharacter).join(`(?:${lineBreak.source})?`), 'g');
}

function matchCharacter(character: string): string {
  const plain = `\\\\{0,8}${character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')}`;
  const code = character.charCodeAt(0);
  if (code > 0x7f) return plain;
  const hex = code.toString(16).padStart(2, '0');
  const digits = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const name = Object.entries(entities).find(([, one]) => one === character)?.[0];
  const entity = [`#0{0,3}${code}`, `#[xX]0{0,3}${digits}`, ...(name === undefined ? [] : [name])].join('|');
  return `(?:${plain}|\\\\{1,8}u00${digits}|%(?:25){0,3}${digits}|&(?:amp;){0,3}(?:${entity});)`;
}

const shortestPart = 6;
const mostCuts = 1_000;

/** Messages quote the beginning of an answer, which may end inside a secret. */
function removeCut(text: string, secrets: readonly string[]): string {
  const [first = '', ...others] = text.split('…', mostCuts + 1).length > mostCuts ? [text] : text.split('…');
  if (others.length === 0) return text;
  const forms = secrets.flatMap(listForms);
  const parts = [first, ...others].map((part, index) =>
    index === others.length ? part : removeBeginning(part, forms),
  );
  return parts.join('…');
}

function removeBeginning(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    for (let length = form.length - 1; length >= shortestPart; length--) {
      if (text.endsWith(form.slice(0, length))) return `${text.slice(0, -length)}${replacement}`;
    }
  }
  return text.replace(/(?<![\w-])eyJ[\w-]{8,4096}$/, replacement);
}
