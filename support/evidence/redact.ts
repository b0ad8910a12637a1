// Removes secrets from text before it leaves the process, and caps its size.
import { stripVTControlCharacters } from 'node:util';

const replacement = '[redacted]';

// A value counts as a secret by the name of the variable that holds it, or by its own shape.
const secretName = /(token|secret|password|passwd|credential|private_?key|api_?key|client_?key)/i;

// Every repetition is bounded and begins at a boundary, so that a hostile text of any size is read in linear time.
const shapes: readonly (readonly [pattern: RegExp, replace: string])[] = [
  // A JSON Web Token, wherever it stands: Kubernetes' ServiceAccount tokens are such.
  [/(?<![\w-])eyJ[\w-]{8,4096}\.[\w-]{8,8192}(?:\.[\w-]{0,4096})?/g, replacement],
  [/\b(Bearer|Basic)\s{1,8}[\w~+/.=-]{6,8192}/gi, `$1 ${replacement}`],
  [/-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[\s\S]{0,16384}?-----END [A-Z ]{0,32}PRIVATE KEY-----/g, replacement],
  // User and password of a URL, and its query parameters that name a secret.
  [/((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{1,256}:[^\s/@]{1,256}@/gi, `$1${replacement}@`],
  [/([?&][\w-]{0,64}?(?:token|secret|password|key)[\w-]{0,64}=)[^&\s"']+/gi, `$1${replacement}`],
  [/(^|[\s{,])((?:set-)?cookie|authorization|x-api-key)("?\s{0,8}[:=]\s{0,8}"?)[^\n"]+/gi, `$1$2$3${replacement}`],
  // `password: x`, `"token": "x"`, `CLIENT_SECRET=x` in YAML, JSON and logs.
  [
    /((?<![\w.-])[\w.-]{0,64}?(?:token|secret|password|passwd|private_?key|api_?key|client-key-data)[\w-]{0,64}["']?\s{0,8}[:=]\s{0,8}["']?)(?!\[redacted\])[^\s"',}]{3,}/gi,
    `$1${replacement}`,
  ],
];

/** The values of this process's environment variables whose names say that they hold a secret. */
export function secretsOfEnvironment(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= 6 ? [value] : [],
  );
}

/** The text without the given secrets (also in URL and base64 encoding) and without anything shaped like one. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ]);
  const withoutKnown = known.reduce((current, secret) => current.replaceAll(secret, replacement), text);
  return shapes.reduce((current, [pattern, replace]) => current.replace(pattern, replace), withoutKnown);
}

/** At most `limit` characters: the beginning and the end are kept, and what was left out is counted in between. */
export function cap(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit / 2);
  const tail = limit - head;
  return `${text.slice(0, head)}\n… ${text.length - limit} characters left out …\n${text.slice(text.length - tail)}`;
}

/** Text of unknown origin made harmless to terminals and reports: no ANSI escapes, no control characters but line ends and tabs. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}
