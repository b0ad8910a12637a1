// The catalogue of investigations: every one that a sentence names, valid and wrong, built from what the server says of itself.
import type { InvestigationCase, WrongCase } from './case';
import { channelCases } from './channels';
import { configurationCases } from './configurations';
import { frequencyCases } from './frequencies';
import { incompleteCases } from './incomplete';
import { nfftCases } from './nfft';
import { timeCases } from './times';
import { viewCases } from './views';

export type { DocumentedCase, DocumentedOutcome, InvestigationCase, RefusalDemand, ValidCase, WrongCase } from './case';
export { numbers, words } from './case';
export { noLiveData } from './times';

export const investigationCases: readonly InvestigationCase[] = [
  ...configurationCases,
  ...channelCases,
  ...frequencyCases,
  ...nfftCases,
  ...viewCases,
  ...timeCases,
  ...incompleteCases,
];

/** Every investigation that has to be refused. */
export const wrongCases: readonly WrongCase[] = investigationCases.filter((one) => one.kind === 'wrong');

/** The investigation that a sentence names. Throws for a name that the catalogue lacks: a mistake in the feature file. */
export function findCase(name: string): InvestigationCase {
  const found = investigationCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`"${name}" is not in the catalogue of investigations`);
  return found;
}

/** Matches exactly the names of the catalogue, so that a misspelt one makes an undefined step. */
export function casePattern(): RegExp {
  const longestFirst = investigationCases.map(({ name }) => name).sort((left, right) => right.length - left.length);
  return new RegExp(longestFirst.join('|'));
}
