// Forms with files, as a body that is read while it is sent: the parts may be larger than the memory should be.
import { randomUUID } from 'node:crypto';

export interface FormPart {
  readonly name: string;
  readonly filename: string;
  /** Media type. */
  readonly type: string;
  readonly content: Blob | string;
}

/** The form as a body; its type is the value of the header `content-type`. */
export function createForm(parts: readonly FormPart[]): Blob {
  const boundary = `form-${randomUUID()}`;
  const blocks = parts.flatMap(({ name, filename, type, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"; filename="${escapeName(filename)}"\r\n`,
    `Content-Type: ${type}\r\n\r\n`,
    content,
    '\r\n',
  ]);
  return new Blob([...blocks, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
}

/** As browsers do. */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
