// Feature files parsed on their own, without step definitions.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generateMessages } from '@cucumber/gherkin';
import { IdGenerator, SourceMediaType } from '@cucumber/messages';
import { createFeatureSet, type FeatureSet } from './feature-set';

/** @param files the text of each feature file by its path */
export function parseFeatures(files: Readonly<Record<string, string>>): FeatureSet {
  const newId = IdGenerator.incrementing();
  const options = { includeSource: false, includeGherkinDocument: true, includePickles: true, newId };
  return createFeatureSet(
    Object.entries(files).flatMap(([uri, text]) => [
      ...generateMessages(text, uri, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, options),
    ]),
  );
}

/** All features of the project in `cwd`, in the order of their paths. */
export function readFeatures(cwd: string): FeatureSet {
  const files = globSync('features/**/*.feature', { cwd }).map((file) => file.replaceAll(path.sep, '/'));
  return parseFeatures(
    Object.fromEntries(files.sort().map((file) => [file, readFileSync(path.join(cwd, file), 'utf8')])),
  );
}
