// The zip archives in which feature files travel to Xray and back.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { EnvironmentError, toMessage } from '../../common/errors';

// The same files give the same bytes; a zip cannot hold an earlier date.
const fixedDate = new Date('1980-01-01T00:00:00');

/** @param files the text of each feature file by its path, which is part of the identity of its Tests */
export function packFeatures(files: Readonly<Record<string, string>>): Blob {
  const entries = Object.entries(files).map(([file, text]) => [file, strToU8(text)] as const);
  return new Blob([zipSync(Object.fromEntries(entries), { mtime: fixedDate })], { type: 'application/zip' });
}

/**
 * The feature files of an export; a single file may come without an archive.
 * @throws EnvironmentError for anything else
 */
export function unpackFeatures(bytes: Uint8Array): Record<string, string> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive) {
    const text = strFromU8(bytes);
    if (/^\s*(#|@|[\p{L} ]+:)/u.test(text)) return { 'export.feature': text };
    throw new EnvironmentError(
      'The export of the features is neither a zip archive nor a feature file. Check the address in the profile.',
    );
  }
  try {
    const files = unzipSync(bytes, { filter: ({ name }) => name.endsWith('.feature') });
    return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strFromU8(content)]));
  } catch (cause) {
    throw new EnvironmentError(
      `The export of the features is a damaged zip archive: ${toMessage(cause)}. Run the command again.`,
      { cause },
    );
  }
}
