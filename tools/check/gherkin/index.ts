// The Gherkin check: problems that a dry run and the feature files themselves show.
import type { Envelope } from '@cucumber/messages';
import { profileSchema } from '../../../support/environment/profile-schema';
import { createFeatureSet } from '../../project/feature-set';
import type { Finding } from '../findings';
import { ownProfiles } from '../known-gap-rule';
import { dryRun } from './dry-run';
import { findNameProblems } from './name-rules';
import { findTechnicalSentences } from './sentence-rules';
import { findStepProblems } from './step-rules';
import { findStructureProblems } from './structure-rules';
import { findTagProblems } from './tag-rules';

/**
 * Everything that is wrong with the features of the project in `cwd` and with their step definitions.
 * @throws what the support code throws while it is loaded
 */
export async function checkGherkin(cwd: string): Promise<Finding[]> {
  return findGherkinProblems(await dryRun(cwd));
}

/** The findings in the messages of a dry run. */
function findGherkinProblems(envelopes: readonly Envelope[]): Finding[] {
  const set = createFeatureSet(envelopes);
  const defaults = profileSchema.parse({ description: 'schema defaults' });
  const { prefixes } = (ownProfiles().find(({ xray }) => xray.flavour !== undefined) ?? defaults).xray;
  return [
    ...findStructureProblems(set),
    ...findStepProblems(set),
    ...findTagProblems(set, Object.keys(defaults.capabilities), prefixes),
    ...findNameProblems(set),
    ...findTechnicalSentences(set),
  ];
}
