// Removes secrets from text before it leaves the process: those that are known, and what has the shape of one.
import { replacement, shapes } from './secret-shapes';

/**
 * The text without the given secrets and without anything shaped like one. A given secret is found also in base64 (alone or inside of what is
 * encoded), in hexadecimal, broken into lines, and with any of its signs escaped as JSON, URLs or HTML do it.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKnown = secrets.flatMap(formsOf).reduce((current, form) => current.replaceAll(form, replacement), text);
  return shapes.reduce(
    (current, { pattern, replace }) => current.replace(pattern, replace),
    withoutCut(withoutDisguised(withoutKnown, secrets), secrets),
  );
}

const knownForms = new Map<string, readonly string[]>();

/** Every way in which a secret may be written, the longer ones first: part of one may be another. */
function formsOf(secret: string): readonly string[] {
  const known = knownForms.get(secret);
  if (known !== undefined) return known;
  const url = encodeURIComponent(secret);
  const base64 = base64FormsOf(secret);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (sign) => sign.toLowerCase()),
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

/** What base64 makes of the secret at each of the three places where it may begin in what is encoded, without the signs that its neighbours change. */
function base64FormsOf(secret: string): string[] {
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

/** A secret that was broken into lines or escaped is looked for only where the text without line breaks and escapes has it. */
function withoutDisguised(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0 || !/[\n\\%&]/.test(text)) return text;
  const plain = text.replace(lineBreak, '').replace(escapes, signOf);
  return secrets
    .flatMap(formsOf)
    .map((form) => form.replace(lineBreak, ''))
    .filter((form) => form !== '' && plain.includes(form))
    .reduce((current, form) => current.replace(disguised(form), replacement), text);
}

function signOf(_all: string, ...[json, url, decimal, hex, entity]: readonly (string | undefined)[]): string {
  const code = json ?? url ?? hex;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  return entities[entity?.toLowerCase() ?? ''] ?? '';
}

/** The secret with each of its signs written in any way, and with line breaks between them. */
function disguised(secret: string): RegExp {
  return new RegExp([...secret].map(written).join(`(?:${lineBreak.source})?`), 'g');
}

function written(sign: string): string {
  const plain = `\\\\{0,8}${sign.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')}`;
  const code = sign.charCodeAt(0);
  if (code > 0x7f) return plain;
  const hex = code.toString(16).padStart(2, '0');
  const digits = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const name = Object.entries(entities).find(([, one]) => one === sign)?.[0];
  const entity = [`#0{0,3}${code}`, `#[xX]0{0,3}${digits}`, ...(name === undefined ? [] : [name])].join('|');
  return `(?:${plain}|\\\\{1,8}u00${digits}|%(?:25){0,3}${digits}|&(?:amp;){0,3}(?:${entity});)`;
}

const shortestPart = 6;
const mostCuts = 1_000;

/** Messages quote the beginning of an answer, which may end within a secret. */
function withoutCut(text: string, secrets: readonly string[]): string {
  const [first = '', ...others] = text.split('…', mostCuts + 1).length > mostCuts ? [text] : text.split('…');
  if (others.length === 0) return text;
  const forms = secrets.flatMap(formsOf);
  const parts = [first, ...others].map((part, index) =>
    index === others.length ? part : withoutBeginning(part, forms),
  );
  return parts.join('…');
}

function withoutBeginning(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    for (let length = form.length - 1; length >= shortestPart; length--) {
      if (text.endsWith(form.slice(0, length))) return `${text.slice(0, -length)}${replacement}`;
    }
  }
  return text.replace(/(?<![\w-])eyJ[\w-]{8,4096}$/, replacement);
}
