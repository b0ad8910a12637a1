// Patterns of secrets: by their own shape, or by the name in front of them.

interface Shape {
  readonly pattern: RegExp;
  /** As of `String.replace`. */
  readonly replace: string;
}

/** Replaces a secret. */
export const replacement = '[redacted]';

// Words in the name of a variable, a field, an argument or a parameter whose value is a secret.
const words =
  'token|secret|password|passwd|passphrase|pwd|credential|(?:private|api|access|client|account|signing|encryption|ssh)[_-]?key|[_-](?:pass|pat|auth|creds?|jwt)(?![a-z])';
const secretNamePattern = new RegExp(words, 'i');

/** Whether a variable or field of that name holds a secret. */
export function isSecretName(text: string): boolean {
  return secretNamePattern.test(text);
}

// Every quantifier has a limit and starts at a boundary, so that the time for a hostile text grows only linearly with its size.
const secretName = `[\\w.-]{0,64}?(?:${words})[\\w.-]{0,64}`;
const space = '[^\\S\\n]{0,8}';
const lineBreak = '\\r?\\n[ \\t]{0,32}';
// Plain, in quoted JSON, and in HTML.
const quote = `(?:\\\\{0,4}["']|&quot;|&#3[49];)`;
const separator = `${quote}?${space}(?::=|=>|[:=])${space}`;
// Values that are no secrets: a boolean, a short number, a secret that was removed already.
const isSecret = '(?!\\[redacted\\]|(?:true|false|null|none|\\d{1,6})\\b)';

/** `password`, `"DB_PASSWORD"`, `\"apiToken\"`, with the separator before its value. */
const field = `(?<![\\w.-])${secretName}${separator}`;
const header = `(?<![\\w-])(?:(?:set-)?cookie|(?:proxy-)?authorization|x-api-key)${separator}`;
/** An environment variable of a container, in YAML and in JSON. */
const variable = `\\bname${separator}${quote}?${secretName}${quote}?,?\\s{0,64}${quote}?value${separator}`;

/** The patterns of all secrets whose value is not known, in the order in which they are searched for. */
export const shapes: readonly Shape[] = [
  // A JSON Web Token, such as Kubernetes' ServiceAccount tokens, even broken into lines.
  createShape(
    `(?<![\\w-])eyJ[\\w-]{1,4096}(?:${lineBreak}[\\w-]{1,4096}){0,3}\\.(?:${lineBreak})?[\\w-]{8,8192}(?:${lineBreak}[\\w-]{1,8192}){0,3}(?:\\.(?:${lineBreak})?[\\w-]{0,4096}(?:${lineBreak}[\\w-]{20,4096}(?![^\\s"'\\\\])){0,8})?`,
    replacement,
    'g',
  ),
  createShape('\\b(Bearer|Basic)((?:\\s|%20|\\+){1,8})[\\w~+/.=%-]{6,8192}', `$1$2${replacement}`),
  // A private key, even one whose end was cut off.
  createShape(
    '-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?:[\\s\\S]{0,16384}?-----END [A-Z ]{0,32}PRIVATE KEY-----|[\\w+/=\\s\\\\]{16,16384})',
    replacement,
    'g',
  ),
  // User and password of a URL, and its parameters with the name of a secret, even if the URL is itself a parameter.
  createShape('((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\\/\\/)[^\\s/"\'<>?#]{1,512}@', `$1${replacement}@`),
  createShape("(%3A%2F%2F)(?:(?!%2F|%3F)[\\w.~!*'()%-]){1,512}%40", `$1${replacement}%40`),
  createShape(
    `((?:[?&]|%3F|%26)[\\w-]{0,64}?(?:${words}|key|auth|signature)[\\w-]{0,64}(?:=|%3D))(?!\\[redacted\\])(?:(?!%26)[^&\\s"'#]){1,8192}`,
    `$1${replacement}`,
  ),
  createShape(`((?:<|&lt;)${secretName}(?:>|&gt;))${isSecret}[^<&\\n]{1,8192}`, `$1${replacement}`),
  // `--password x`, `["--password", "x"]`, and two items of a YAML list.
  createShape(
    `(?<![\\w-])(--?${secretName}(?:${quote}?,\\s{0,64}|\\s{1,64}(?:- )?)${quote}?)(?!-)${isSecret}[^\\s"'\\\\,\\]]{3,8192}`,
    `$1${replacement}`,
  ),
  // The value of a header has several words, some of them in quotes.
  ...matchBehind(header, '(?:[^\\n"\\\\]|(?<==)"[^"\\n]{0,2048}"){1,8192}'),
  ...matchBehind(variable, '[^\\s"\'\\\\,}][^\\n"\\\\]{0,8192}'),
  // In YAML, the rest of the line.
  createShape(
    `(^[ \\t]{0,64}(?:- )?${secretName}: {1,8})${isSecret}(?![|>"'&*!{[])[^\\n"\\\\]{3,8192}$`,
    `$1${replacement}`,
    'gim',
  ),
  ...matchBehind(field, '[^\\s"\'\\\\,}&]{3,8192}'),
];

/** A secret behind its name: in a list, in quotes up to the closing one, in the quotes of quoted JSON up to the next escape, in a YAML block, or unquoted. */
function matchBehind(lead: string, bare: string): Shape[] {
  const afterLead = `$1${replacement}`;
  return [
    createShape(`(${lead}${isSecret}\\[)[^\\]\\n]{1,8192}`, afterLead),
    createShape(`(${lead}")${isSecret}(?:[^"\\\\\\n]|\\\\[^\\n]){1,8192}`, afterLead),
    createShape(`(${lead}')${isSecret}[^'\\n]{1,8192}`, afterLead),
    createShape(`(${lead}\\\\{1,4}["'])${isSecret}[^"'\\\\\\n]{1,8192}`, afterLead),
    createShape(`(${lead}(?:&quot;|&#3[49];))${isSecret}[^&\\n]{1,8192}`, afterLead),
    createShape(
      `(${lead}[|>][+-]?)(\\r?\\n[ \\t]{1,64})${isSecret}[^\\n]{1,8192}(?:\\2[^\\n]{0,8192}){0,500}`,
      `$1$2${replacement}`,
    ),
    createShape(`(${lead})${isSecret}(?![\\s"'\\\\[|>])${bare}`, afterLead),
  ];
}

function createShape(pattern: string, replace: string, flags = 'gi'): Shape {
  return { pattern: new RegExp(pattern, flags), replace };
}
