// Removes secrets from text before it leaves the process, and caps its size.
import { stripVTControlCharacters } from 'node:util';

const replacement = '[redacted]';

// A value counts as a secret by the name of the variable that holds it, or by its own shape.
const secretName = /(token|secret|password|passwd|credential|private_?key|api_?key|client_?key)/i;

const shapes: readonly (readonly [pattern: RegExp, replace: string])[] = [
  // A JSON Web Token, wherever it stands: Kubernetes' ServiceAccount tokens are such.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, replacement],
  [/\b(Bearer|Basic)\s+[\w~+/.=-]{6,}/gi, `$1 ${replacement}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, replacement],
  // User and password of a URL, and its query parameters that name a secret.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, `$1${replacement}@`],
  [/([?&](?:[\w-]*(?:token|secret|password|key)[\w-]*)=)[^&\s"']+/gi, `$1${replacement}`],
  [/(^|[\s{,])((?:set-)?cookie|authorization|x-api-key)("?\s*[:=]\s*"?)[^\n"]+/gi, `$1$2$3${replacement}`],
  // `password: x`, `"token": "x"`, `CLIENT_SECRET=x` in YAML, JSON and logs.
  [
    /(["']?[\w.-]*(?:token|secret|password|passwd|private_?key|api_?key|client-key-data)[\w-]*["']?\s*[:=]\s*["']?)(?!\[redacted\])[^\s"',}]{3,}/gi,
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
