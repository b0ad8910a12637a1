// A document that is written by hand except for one part, which lies between two comments.

const begin = /<!-- Generated from [^\n]* -->\n/;
const end = '<!-- End of the generated part. -->';

/**
 * The document with its generated part written again.
 * @throws Error when the comments are missing
 */
export function replaceGeneratedPart(file: string, text: string, part: string): string {
  const opening = begin.exec(text);
  const start = opening === null ? -1 : opening.index + opening[0].length;
  const stop = text.indexOf(end, start);
  if (start < 0 || stop < 0) {
    throw new Error(
      `${file} has no generated part: it begins with a line "<!-- Generated from FILE by \`npm run docs\`: edit the source instead. -->" and ends with a line "${end}".`,
    );
  }
  return `${text.slice(0, start)}\n${part}\n\n${text.slice(stop)}`;
}
