// Links of the documents lead to files that exist.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding, Rule } from './findings';

const brokenLink: Rule = {
  one: 'broken link',
  many: 'broken links',
  advice: 'the file does not exist; correct the path',
};

/** Links to files of the project in `cwd` that do not exist; addresses on the network are not checked. */
export function findBrokenLinks(cwd: string): Finding[] {
  return globSync(['*.md', '{docs,features,packages,reports,support,test}/**/*.md'], {
    cwd,
    exclude: ['**/node_modules/**'],
  })
    .sort()
    .flatMap((file) => findBrokenLinksOfFile(cwd, file));
}

function findBrokenLinksOfFile(cwd: string, file: string): Finding[] {
  const lines = readFileSync(path.join(cwd, file), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    [...line.matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(path.join(cwd, path.dirname(file), target)))
      .map((target) => ({ rule: brokenLink, position: `${file}:${index + 1}`, text: target })),
  );
}
