// The lockfile is complete: `npm ci` refuses one that lacks a package, even a package that only another platform installs.
import { z } from 'zod';
import type { Finding, Rule } from './findings';

const missing: Rule = {
  one: 'package that the lockfile lacks',
  many: 'packages that the lockfile lacks',
  advice: 'depend on a version whose packages the registry has for every platform, and create the lockfile again',
};

const names = z.record(z.string(), z.string()).default({});
const lockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ dependencies: names, optionalDependencies: names })),
});

/** @param text the content of package-lock.json */
export function findMissingPackages(text: string): Finding[] {
  const { packages } = lockfileSchema.parse(JSON.parse(text));
  const locked = new Set(Object.keys(packages).map(readPackageName));
  return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !locked.has(name))
      .map((name) => ({
        rule: missing,
        position: 'package-lock.json',
        text: `${name}, needed by ${readPackageName(path) || 'the suite'}`,
      })),
  );
}

function readPackageName(path: string): string {
  return path.replace(/^.*node_modules\//, '');
}
