// Loads the server's part of a fault from its file. The image holds these parts in a table instead: see image/bundle-faults.ts.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { faultsFolder } from './faults-folder';
import type { ServerPart } from './server-part';

/** Undefined when there is no such fault, or when it is none of the server. No other file is loaded. */
export function loadServerPart(name: string): ServerPart | undefined {
  const file = join(faultsFolder, `${name.replaceAll(':', '/')}.ts`);
  if (!existsSync(file)) {
    return undefined;
  }
  const { behavior }: { readonly behavior: { readonly server?: ServerPart } } = require(file);
  return behavior.server;
}
