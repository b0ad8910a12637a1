// Text of unknown origin made fit for terminals and reports: nothing in it acts, and its size is capped.

const escapeSign = String.raw`\u001b`;
// A command to the terminal's system (a link, the clipboard, its title) with its payload.
const systemCommand = String.raw`${escapeSign}[\]PX^_][^\u0007\u001b\u009c\n]{0,4096}(?:\u0007|${escapeSign}\\|\u009c)`;
// Colours, and movements of the cursor.
const controlSequence = String.raw`(?:${escapeSign}\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?`;
const otherEscape = String.raw`${escapeSign}[ -/]{0,8}[0-Z\\^-~]?`;

// All are bounded: Node's own `stripVTControlCharacters` overflows its stack on a sequence of some megabytes.
const escapes = new RegExp([systemCommand, controlSequence, otherEscape].join('|'), 'g');

// Control characters but line ends and tabs, what reorders a line or breaks it unseen, and what XML does not allow.
const acting = /[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;

/** The text without terminal escapes; every other character that acts rather than shows, and half of a surrogate pair, becomes U+FFFD. */
export function printable(text: string): string {
  return text.replace(escapes, '').replace(acting, '\uFFFD').toWellFormed();
}

/** At most `limit` characters: the beginning and the end are kept, and what was left out is counted in between. */
export function cap(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit / 2);
  const tail = limit - head;
  const beginning = text.slice(0, head).toWellFormed();
  return `${beginning}\n… ${text.length - limit} characters left out …\n${text.slice(text.length - tail).toWellFormed()}`;
}
