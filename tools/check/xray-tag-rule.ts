// Tags that the Xray of a profile would misread: the rules of `npm run xray -- features`, before anybody imports.
import type { NamedProfile } from '../../support/environment';
import { type FeatureFile, readFeatureFiles } from '../../support/xray/features/feature-files';
import { findMisreadings, type Misreading, misreadings } from '../../support/xray/features/misread-tags';
import type { Finding } from './findings';
import { ownProfiles } from './known-gap-rule';

/** The check of the features reports these already. */
const foundElsewhere: readonly Misreading['rule'][] = [
  'rule',
  'background',
  'severalTests',
  'misplacedTest',
  'permanentName',
];

/** The features of the project in `cwd`, read with the prefixes of each profile. */
export function checkXrayTags(cwd: string): Finding[] {
  return findMisreadTags(readFeatureFiles(cwd), ownProfiles());
}

/** @param profiles those without Xray count too: their prefixes are the usual ones */
export function findMisreadTags(
  files: readonly FeatureFile[],
  profiles: readonly Pick<NamedProfile, 'xray'>[],
): Finding[] {
  const instances = new Map(
    profiles.map(({ xray: { prefixes, projectKey } }) => [
      JSON.stringify([prefixes, projectKey]),
      { prefixes, projectKey },
    ]),
  );
  const found = [...instances.values()].flatMap((instance) => findMisreadings(files, instance));
  const distinct = new Map(found.map((each) => [`${each.rule} ${each.position} ${each.text}`, each]));
  return [...distinct.values()]
    .filter(({ rule }) => !foundElsewhere.includes(rule))
    .map(({ rule, position, text }) => ({ rule: misreadings[rule], position, text }));
}
