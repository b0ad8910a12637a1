// The Gherkin check: problems that a dry run and the feature files themselves show.
import type { Envelope } from '@cucumber/messages';
import { profileSchema } from '../../../support/environment/profile-schema';
import { createFeatureSet } from '../../project/feature-set';
import type { Finding } from '../findings';
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
  return [
    ...findStructureProblems(set),
    ...findStepProblems(set),
    ...findTagProblems(set, listCapabilities()),
    ...findNameProblems(set),
    ...findTechnicalSentences(set),
  ];
}

function listCapabilities(): string[] {
  return Object.keys(profileSchema.parse({ description: 'schema defaults' }).capabilities);
}
