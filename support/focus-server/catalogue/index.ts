// The catalogue of investigations: every one that a sentence names, valid and wrong, built from what the server reports.
import type { InvestigationCase, WrongCase } from './case';
import { channelCases } from './channels';
import { configurationCases } from './configurations';
import { frequencyCases } from './frequencies';
import { incompleteCases } from './incomplete';
import { nfftCases } from './nfft';
import { timeCases } from './times';
import { viewCases } from './views';

export type { DocumentedCase, DocumentedOutcome, InvestigationCase, RefusalDemand, ValidCase, WrongCase } from './case';
export { nameNumbers, nameWords } from './case';
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

/** Every investigation that must be refused. */
export const wrongCases: readonly WrongCase[] = investigationCases.filter((one) => one.kind === 'wrong');

/** The investigation that a sentence names. @throws Error for an unknown name: an error in the feature file */
export function findCase(name: string): InvestigationCase {
  const found = investigationCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`"${name}" is not in the catalogue of investigations`);
  return found;
}

/** The wrong investigation of that name. @throws Error if there is none */
export function findWrongCase(name: string): WrongCase {
  const found = wrongCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`"${name}" is not a wrong investigation of the catalogue`);
  return found;
}

/** Matches exactly the names of the catalogue, so that a misspelled one is an undefined step. */
export function buildCasePattern(): RegExp {
  const longestFirst = investigationCases.map(({ name }) => name).sort((left, right) => right.length - left.length);
  return new RegExp(longestFirst.join('|'));
}
