// Makes text of unknown origin safe for terminals and reports: without control characters, and of limited size.

const escapeCharacter = String.raw`\u001b`;
// A command to the terminal's operating system (a link, the clipboard, a title) with its payload.
const systemCommand = String.raw`${escapeCharacter}[\]PX^_][^\u0007\u001b\u009c\n]{0,4096}(?:\u0007|${escapeCharacter}\\|\u009c)`;
// Colors, and movements of the cursor.
const controlSequence = String.raw`(?:${escapeCharacter}\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?`;
const otherEscape = String.raw`${escapeCharacter}[ -/]{0,8}[0-Z\\^-~]?`;

// All have a limited length: Node's own `stripVTControlCharacters` overflows its stack on a sequence of several megabytes.
const escapes = new RegExp([systemCommand, controlSequence, otherEscape].join('|'), 'g');

// Control characters except line ends and tabs, characters that reorder or break a line invisibly, and characters that XML does not allow.
const controlCharacters = /[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;

/** The text without terminal escapes; every other control character, and half of a surrogate pair, becomes U+FFFD. */
export function sanitize(text: string): string {
  return text.replace(escapes, '').replace(controlCharacters, '\uFFFD').toWellFormed();
}

/** At most `limit` characters of the text: its beginning and its end, with the number of characters that were left out between them. */
export function cap(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit / 2);
  const tail = limit - head;
  const beginning = text.slice(0, head).toWellFormed();
  return `${beginning}\n… ${text.length - limit} characters left out …\n${text.slice(text.length - tail).toWellFormed()}`;
}
