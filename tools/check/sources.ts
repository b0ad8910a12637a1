// The checks of source files that no linter offers: step definitions, purpose comments, names of the product.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from './findings';
import { findProductNames } from './product-names-rule';
import { findMissingPurpose } from './purpose-comment-rule';
import { findStepDefinitionProblems } from './step-definition-rules';

/** What is wrong with the TypeScript files of the project in `cwd`. */
export function checkSources(cwd: string): Finding[] {
  return globSync('{features,packages,step-definitions,support,test,tools}/**/*.ts', {
    cwd,
    exclude: (name) => name === 'node_modules',
  })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
    .flatMap((file) => checkSource(file, readFileSync(path.join(cwd, file), 'utf8')));
}

function checkSource(file: string, text: string): Finding[] {
  const purpose = isFault(file) ? [] : findMissingPurpose(file, text);
  const stepProblems = file.startsWith('step-definitions/') ? findStepDefinitionProblems(file, text) : [];
  const productNames = file.startsWith('packages/kube-sandbox/src/') ? findProductNames(file, text) : [];
  return [...purpose, ...stepProblems, ...productNames];
}

/** Its record is its purpose. */
function isFault(file: string): boolean {
  return file.startsWith('packages/focus-sandbox/src/faults/');
}
