// Removes secrets from text before it leaves the process: those that are known, and what has the shape of one.

const replacement = '[redacted]';

// Words in the name of a variable, a field or a parameter whose value is a secret.
const words =
  'token|secret|password|passwd|passphrase|pwd|credential|private[_-]?key|api[_-]?key|access[_-]?key|client[_-]?key';
const nameOfSecret = new RegExp(words, 'i');

// `password`, `"DB_PASSWORD"`, `\"apiToken\"`, with what parts it from its value.
const name = `(?<![\\w.-])[\\w.-]{0,64}?(?:${words})[\\w.-]{0,64}\\\\{0,4}["']?[^\\S\\n]{0,8}[:=][^\\S\\n]{0,8}`;
// What says nothing: a switch, a number, what has been taken out already.
const notNothing = '(?!\\[redacted\\]|(?:true|false|null|none|\\d{1,6})\\b)';
const lineBreak = '\\r?\\n[ \\t]{0,32}';

// Every repetition is bounded and begins at a boundary, so that a hostile text of any size is read in linear time.
const shapes: readonly (readonly [pattern: RegExp, replace: string])[] = [
  // A JSON Web Token, wherever it stands, also broken into lines: Kubernetes' ServiceAccount tokens are such.
  [
    new RegExp(
      `(?<![\\w-])eyJ[\\w-]{1,4096}(?:${lineBreak}[\\w-]{1,4096}){0,3}\\.(?:${lineBreak})?[\\w-]{8,8192}(?:${lineBreak}[\\w-]{1,8192}){0,3}(?:\\.(?:${lineBreak})?[\\w-]{0,4096}(?:${lineBreak}[\\w-]{20,4096}(?![^\\s"'\\\\])){0,8})?`,
      'g',
    ),
    replacement,
  ],
  [/\b(Bearer|Basic)((?:\s|%20|\+){1,8})[\w~+/.=%-]{6,8192}/gi, `$1$2${replacement}`],
  // A key whose end was cut off is one too.
  [
    /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?:[\s\S]{0,16384}?-----END [A-Z ]{0,32}PRIVATE KEY-----|[\w+/=\s\\]{16,16384})/g,
    replacement,
  ],
  // User and password of a URL, and its parameters that name a secret, also where the URL is itself a parameter.
  [/((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:"']{1,256}(?::[^\s/@"']{0,256})?@/gi, `$1${replacement}@`],
  [
    new RegExp(
      `((?:[?&]|%3F|%26)[\\w-]{0,64}?(?:${words}|key|auth|signature)[\\w-]{0,64}(?:=|%3D))(?!\\[redacted\\])(?:(?!%26)[^&\\s"'#]){1,8192}`,
      'gi',
    ),
    `$1${replacement}`,
  ],
  [
    /(?<![\w-])((?:set-)?cookie|(?:proxy-)?authorization|x-api-key)(\\{0,4}["']?[^\S\n]{0,8}[:=][^\S\n]{0,8}\\{0,4}["']?)(?!\[redacted\])[^\n"\\]{1,8192}/gi,
    `$1$2${replacement}`,
  ],
  // An environment variable of a container, in YAML and in JSON.
  [
    new RegExp(
      `(\\bname\\\\{0,4}["']?:[^\\S\\n]{0,8}\\\\{0,4}["']?[\\w.-]{0,64}?(?:${words})[\\w.-]{0,64}\\\\{0,4}["']?,?\\s{0,64}\\\\{0,4}["']?value\\\\{0,4}["']?:[^\\S\\n]{0,8}\\\\{0,4}["']?)${notNothing}[^\\s"'\\\\]{1,8192}`,
      'gi',
    ),
    `$1${replacement}`,
  ],
  // In quotes: up to the quote that ends it; inside of quoted JSON: up to the next escape.
  [new RegExp(`(${name}")${notNothing}(?:[^"\\\\\\n]|\\\\[^\\n]){1,8192}`, 'gi'), `$1${replacement}`],
  [new RegExp(`(${name}')${notNothing}[^'\\n]{1,8192}`, 'gi'), `$1${replacement}`],
  [new RegExp(`(${name}\\\\{1,4}["'])${notNothing}[^"'\\\\\\n]{1,8192}`, 'gi'), `$1${replacement}`],
  // `CLIENT_SECRET=x` in YAML, settings and logs, also as a YAML block.
  [new RegExp(`(${name}(?:[|>][+-]?${lineBreak})?)${notNothing}[^\\s"'\\\\,}]{3,8192}`, 'gi'), `$1${replacement}`],
];

/** Whether a variable or field of that name holds a secret. */
export function isNameOfSecret(text: string): boolean {
  return nameOfSecret.test(text);
}

/**
 * The text without the given secrets and without anything shaped like one. A given secret is found also in JSON, in a URL, in base64 (alone or
 * inside of what is encoded), and broken into lines.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKnown = secrets.flatMap(formsOf).reduce((current, form) => current.replaceAll(form, replacement), text);
  return shapes.reduce(
    (current, [pattern, replace]) => current.replace(pattern, replace),
    withoutCut(withoutBroken(withoutKnown, secrets), secrets),
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

/** A secret that was broken into lines is looked for only where the text without its line breaks has it. */
function withoutBroken(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0 || !text.includes('\n')) return text;
  const joined = text.replaceAll(new RegExp(`\\\\?${lineBreak}`, 'g'), '');
  return secrets
    .flatMap(formsOf)
    .filter((form) => joined.includes(form))
    .reduce((current, form) => current.replace(brokenForm(form), replacement), text);
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

function brokenForm(form: string): RegExp {
  const signs = [...form].map((sign) => sign.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'));
  return new RegExp(signs.join(`(?:\\\\?${lineBreak})?`), 'g');
}
