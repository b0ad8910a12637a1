// The module that replaces in the image stand-in/load-server-part.ts: the server's parts of the faults, without their records.
import { listFaultNames, loadFault } from '../catalogue/fault-files';

/** Its text. It imports `behavior` alone from each fault of the server, so that the bundler drops everything else of the files. */
export function generateFaultTable(): string {
  const names = listFaultNames().filter((name) => loadFault(name).behavior.server !== undefined);
  const imports = names.map((name, n) => `import { behavior as b${n} } from '../faults/${name.replaceAll(':', '/')}';`);
  const entries = names.map((name, n) => `[${JSON.stringify(name)}, b${n}.server],`);
  return [
    ...imports,
    `const parts = new Map([${entries.join('')}]);`,
    'export const loadServerPart = (name) => parts.get(name);',
  ].join('\n');
}
