// The rules for imports in the form of dependency-cruiser: those from the table of the rooms, and those that hold in every room.
import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';
import { type Room, rooms, testFolder } from '../project/rooms';

/** A part of a package that its authors may change without notice, and the only file that may import it. */
interface PrivatePart {
  readonly folder: string;
  /** The files in it that are public entry points of the package. */
  readonly entries: string;
  readonly importedBy: string;
}

const privateParts: readonly PrivatePart[] = [
  {
    folder: '@cucumber/cucumber/lib',
    entries: '(api/)?(index\\.js|wrapper\\.mjs)',
    importedBy: 'support/run/cucumber-command.js',
  },
  {
    folder: '@kubernetes/client-node/dist',
    entries: 'index\\.js',
    importedBy: 'support/cluster/transport/client-node.bundle.ts',
  },
];

/** Files that run only where the dev dependencies are installed. */
const contributorsOnly = '^packages/focus-sandbox/src/image/';

const rulesOfAllRooms: readonly IForbiddenRuleType[] = [
  {
    name: 'no-circular',
    comment: 'modules that import each other, even only types, belong in one module, or need a third one',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-tests',
    comment: 'code that runs does not depend on tests',
    from: { pathNot: `^(${testFolder}|packages/[^/]+/test)/` },
    to: { path: `^(${testFolder}|packages/[^/]+/test)/` },
  },
  {
    name: 'kube-sandbox-by-its-entries',
    comment: 'use an entry point of the embedded Kubernetes; the files behind it may change freely',
    from: { pathNot: '^packages/kube-sandbox/' },
    to: { path: '^packages/kube-sandbox/', pathNot: '^packages/kube-sandbox/src/(index|api-server)\\.ts$' },
  },
  {
    name: 'faults-import-types-only',
    comment:
      'pass what the file of a fault needs as a parameter, so that a server or an image loads nothing else with it',
    from: { path: '^packages/focus-sandbox/src/faults/' },
    to: { dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'steps-do-no-io',
    comment: 'call the World from a step; HTTP, Kubernetes, files and sockets are behind it',
    from: { path: '^step-definitions/' },
    to: { pathNot: '^(step-definitions/|support/|node_modules/(@cucumber/cucumber|chai)/)' },
  },
  {
    name: 'runs-without-dev-dependencies',
    comment:
      'declare it in the dependencies of the package.json beside it: after `npm ci --omit=dev` only those are installed',
    from: { path: '^(support/|step-definitions/|packages/[^/]+/src/|cucumber\\.js$)', pathNot: contributorsOnly },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'], dependencyTypesNot: ['type-only'] },
  },
];

/** The whole configuration. */
export const importRules: IConfiguration = {
  forbidden: [...rooms.map(describeRoom), ...rulesOfAllRooms, ...privateParts.map(describePrivatePart)].map((rule) => ({
    ...rule,
    severity: 'error',
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    exoticRequireStrings: ['require.resolve'],
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      mainFields: ['main'],
    },
  },
};

function describeRoom({ path, imports }: Room): IForbiddenRuleType {
  return {
    name: path,
    comment: `tools/project/rooms.ts lets ${path} import ${imports.join(', ') || 'no other room'}`,
    from: { path: matchRoom(path) },
    // The package.json of a workspace shows where the workspace is, and is not code.
    to: {
      path: '^(support|step-definitions|packages|tools)/',
      pathNot: [...[path, ...imports].map(matchRoom), '/package\\.json$'],
    },
  };
}

/** Its files, without those of the rooms inside it. */
function matchRoom(path: string): string {
  if (path.endsWith('.ts')) return `^${path}$`;
  const inner = rooms.filter((other) => other.path.startsWith(`${path}/`));
  return `^${path}/${inner.map((other) => `(?!${other.path.slice(path.length + 1)}/)`).join('')}`;
}

function describePrivatePart({ folder, entries, importedBy }: PrivatePart): IForbiddenRuleType {
  return {
    name: `private: ${folder}`,
    comment: `an upgrade may remove it: only ${importedBy} imports from there`,
    from: { pathNot: `^${importedBy}$` },
    to: { path: `node_modules/${folder}/(?!${entries}$)` },
  };
}
