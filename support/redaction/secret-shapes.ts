// What has the shape of a secret, or stands where one is told by the name before it.

interface Shape {
  readonly pattern: RegExp;
  /** As of `String.replace`. */
  readonly replace: string;
}

/** Stands where a secret was. */
export const replacement = '[redacted]';

// Words in the name of a variable, a field, an argument or a parameter whose value is a secret.
const words =
  'token|secret|password|passwd|passphrase|pwd|credential|(?:private|api|access|client|account|signing|encryption|ssh)[_-]?key|[_-](?:pass|pat|auth|creds?|jwt)(?![a-z])';
const nameOfSecret = new RegExp(words, 'i');

/** Whether a variable or field of that name holds a secret. */
export function isNameOfSecret(text: string): boolean {
  return nameOfSecret.test(text);
}

// Every repetition is bounded and begins at a boundary, so that a hostile text of any size is read in linear time.
const telling = `[\\w.-]{0,64}?(?:${words})[\\w.-]{0,64}`;
const space = '[^\\S\\n]{0,8}';
const lineBreak = '\\r?\\n[ \\t]{0,32}';
// As it is, in quoted JSON, and in HTML.
const quote = `(?:\\\\{0,4}["']|&quot;|&#3[49];)`;
const separator = `${quote}?${space}(?::=|=>|[:=])${space}`;
// What says nothing: a switch, a number, what has been taken out already.
const notNothing = '(?!\\[redacted\\]|(?:true|false|null|none|\\d{1,6})\\b)';

/** `password`, `"DB_PASSWORD"`, `\"apiToken\"`, with what parts it from its value. */
const field = `(?<![\\w.-])${telling}${separator}`;
const header = `(?<![\\w-])(?:(?:set-)?cookie|(?:proxy-)?authorization|x-api-key)${separator}`;
/** An environment variable of a container, in YAML and in JSON. */
const variable = `\\bname${separator}${quote}?${telling}${quote}?,?\\s{0,64}${quote}?value${separator}`;

/** The shapes of all secrets that are known without their value, in the order in which they are looked for. */
export const shapes: readonly Shape[] = [
  // A JSON Web Token, wherever it stands, also broken into lines: Kubernetes' ServiceAccount tokens are such.
  shape(
    `(?<![\\w-])eyJ[\\w-]{1,4096}(?:${lineBreak}[\\w-]{1,4096}){0,3}\\.(?:${lineBreak})?[\\w-]{8,8192}(?:${lineBreak}[\\w-]{1,8192}){0,3}(?:\\.(?:${lineBreak})?[\\w-]{0,4096}(?:${lineBreak}[\\w-]{20,4096}(?![^\\s"'\\\\])){0,8})?`,
    replacement,
    'g',
  ),
  shape('\\b(Bearer|Basic)((?:\\s|%20|\\+){1,8})[\\w~+/.=%-]{6,8192}', `$1$2${replacement}`),
  // A key whose end was cut off is one too.
  shape(
    '-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?:[\\s\\S]{0,16384}?-----END [A-Z ]{0,32}PRIVATE KEY-----|[\\w+/=\\s\\\\]{16,16384})',
    replacement,
    'g',
  ),
  // User and password of a URL, and its parameters that name a secret, also where the URL is itself a parameter.
  shape('((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\\/\\/)[^\\s/"\'<>?#]{1,512}@', `$1${replacement}@`),
  shape("(%3A%2F%2F)(?:(?!%2F|%3F)[\\w.~!*'()%-]){1,512}%40", `$1${replacement}%40`),
  shape(
    `((?:[?&]|%3F|%26)[\\w-]{0,64}?(?:${words}|key|auth|signature)[\\w-]{0,64}(?:=|%3D))(?!\\[redacted\\])(?:(?!%26)[^&\\s"'#]){1,8192}`,
    `$1${replacement}`,
  ),
  shape(`((?:<|&lt;)${telling}(?:>|&gt;))${notNothing}[^<&\\n]{1,8192}`, `$1${replacement}`),
  // `--password x`, `["--password", "x"]`, and an item of a list in YAML behind the other.
  shape(
    `(?<![\\w-])(--?${telling}(?:${quote}?,\\s{0,64}|\\s{1,64}(?:- )?)${quote}?)(?!-)${notNothing}[^\\s"'\\\\,\\]]{3,8192}`,
    `$1${replacement}`,
  ),
  // A header says several words, some of them in quotes.
  ...behind(header, '(?:[^\\n"\\\\]|(?<==)"[^"\\n]{0,2048}"){1,8192}'),
  ...behind(variable, '[^\\s"\'\\\\,}][^\\n"\\\\]{0,8192}'),
  // Of YAML, the rest of the line.
  shape(
    `(^[ \\t]{0,64}(?:- )?${telling}: {1,8})${notNothing}(?![|>"'&*!{[])[^\\n"\\\\]{3,8192}$`,
    `$1${replacement}`,
    'gim',
  ),
  ...behind(field, '[^\\s"\'\\\\,}&]{3,8192}'),
];

/** A secret behind what leads to it: in a list, in quotes up to the one that ends it, in those of quoted JSON up to the next escape, in a block of YAML, bare. */
function behind(lead: string, bare: string): Shape[] {
  const afterLead = `$1${replacement}`;
  return [
    shape(`(${lead}${notNothing}\\[)[^\\]\\n]{1,8192}`, afterLead),
    shape(`(${lead}")${notNothing}(?:[^"\\\\\\n]|\\\\[^\\n]){1,8192}`, afterLead),
    shape(`(${lead}')${notNothing}[^'\\n]{1,8192}`, afterLead),
    shape(`(${lead}\\\\{1,4}["'])${notNothing}[^"'\\\\\\n]{1,8192}`, afterLead),
    shape(`(${lead}(?:&quot;|&#3[49];))${notNothing}[^&\\n]{1,8192}`, afterLead),
    shape(
      `(${lead}[|>][+-]?)(\\r?\\n[ \\t]{1,64})${notNothing}[^\\n]{1,8192}(?:\\2[^\\n]{0,8192}){0,500}`,
      `$1$2${replacement}`,
    ),
    shape(`(${lead})${notNothing}(?![\\s"'\\\\[|>])${bare}`, afterLead),
  ];
}

function shape(pattern: string, replace: string, flags = 'gi'): Shape {
  return { pattern: new RegExp(pattern, flags), replace };
}
