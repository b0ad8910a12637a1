// Finds out whether an upgrade of a package has changed a private part of it that one module of the suite needs.
import { expect } from 'chai';
import { z } from 'zod';
import { toMessageChain } from '../support/common/errors';
import { readFirstLine } from '../support/common/wording';

export interface PrivatePart {
  readonly packageName: string;
  /** Its path in the package. */
  readonly path: string;
  /** What the suite needs of it, after "expected". */
  readonly needs: string;
  /** The only module of the suite that imports it. */
  readonly importedBy: string;
  /** Whether the part does what the suite needs. */
  works(part: unknown): boolean;
}

const packageSchema = z.object({ version: z.string() });

/** Fails with one line when the installed version of the package has changed the part. */
export function expectUnchanged(part: PrivatePart): void {
  const change = describeChange(part, require);
  if (change !== undefined) expect.fail(change);
}

/** What has changed, on one line; undefined when the part does what the suite needs. @param load loads a module by its name */
export function describeChange(part: PrivatePart, load: (name: string) => unknown): string | undefined {
  const problem = findProblem(part, load);
  if (problem === undefined) return undefined;
  const { packageName, path, needs, importedBy } = part;
  const { version } = packageSchema.parse(load(`${packageName}/package.json`));
  return `${packageName} ${version} changed its private ${path}: expected ${needs}; seen: ${problem}. Adapt ${importedBy}.`;
}

function findProblem({ packageName, path, works }: PrivatePart, load: (name: string) => unknown): string | undefined {
  try {
    return works(load(`${packageName}/${path}`)) ? undefined : 'something else';
  } catch (error) {
    return readFirstLine(toMessageChain(error));
  }
}
