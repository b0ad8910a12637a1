// Feature files as text, parsed for the rules that read them.
import { generateMessages } from '@cucumber/gherkin';
import { IdGenerator, SourceMediaType } from '@cucumber/messages';
import { type FeatureSet, featureSetOf } from '../../check/gherkin/feature-set';

/** @param files the text of each feature file by its path */
export function parseFeatures(files: Readonly<Record<string, string>>): FeatureSet {
  const newId = IdGenerator.incrementing();
  const options = { includeSource: false, includeGherkinDocument: true, includePickles: true, newId };
  return featureSetOf(
    Object.entries(files).flatMap(([uri, text]) => [
      ...generateMessages(text, uri, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, options),
    ]),
  );
}
