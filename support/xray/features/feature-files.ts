// The feature files of a folder, and the scenarios in them with the lines that they stand on.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generateMessages } from '@cucumber/gherkin';
import {
  type Background,
  type Comment,
  type Feature,
  IdGenerator,
  type Rule,
  type Scenario,
  SourceMediaType,
} from '@cucumber/messages';
import { ConfigurationError } from '../../common/errors';
import type { Prefixes } from '../xray-settings';
import { readPermanentName, readTestKeys } from './key-tags';

export interface FeatureFile {
  /** From the root of the project, with `/`: part of the identity of its Tests in Xray. */
  readonly file: string;
  readonly text: string;
  readonly feature: Feature;
  readonly comments: readonly Comment[];
}

export interface FileScenario {
  readonly file: FeatureFile;
  readonly scenario: Scenario;
  /** Its own tags. */
  readonly tags: readonly string[];
  /** The tags of its feature and its own. */
  readonly allTags: readonly string[];
  /** The first key of a Test among its tags. */
  readonly key: string | undefined;
  /** Its tag `@id:…`. */
  readonly permanentName: string | undefined;
}

export const featuresFolder = 'features';

/**
 * All feature files of the project in `cwd`, in the order of their paths.
 * @throws ConfigurationError when there is none, or one is no valid Gherkin
 */
export function readFeatureFiles(cwd: string): FeatureFile[] {
  const files = globSync(`${featuresFolder}/**/*.feature`, { cwd }).map((file) => file.replaceAll(path.sep, '/'));
  if (files.length === 0)
    throw new ConfigurationError(
      `There is no feature file in ${path.join(cwd, featuresFolder)}. Start the command in the root of the project.`,
    );
  return files.sort().map((file) => parseFeatureFile(file, readText(path.join(cwd, file), file)));
}

/** @throws ConfigurationError when the text is no valid Gherkin, or has no feature */
export function parseFeatureFile(file: string, text: string): FeatureFile {
  const options = {
    includeSource: false,
    includeGherkinDocument: true,
    includePickles: false,
    newId: IdGenerator.incrementing(),
  };
  const envelopes = generateMessages(text, file, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, options);
  const errors = envelopes.flatMap(({ parseError }) => parseError?.message ?? []);
  if (errors.length > 0) throw new ConfigurationError(`${file} is no valid Gherkin: ${errors.join('; ')}`);
  const document = envelopes.flatMap(({ gherkinDocument }) => gherkinDocument ?? [])[0];
  if (document?.feature === undefined) throw new ConfigurationError(`${file} has no feature.`);
  return { file, text, feature: document.feature, comments: document.comments };
}

/** The scenarios of the files, those inside rules included. */
export function listFileScenarios(files: readonly FeatureFile[], prefixes: Pick<Prefixes, 'test'>): FileScenario[] {
  return files.flatMap((file) =>
    listChildren(file.feature)
      .flatMap(({ scenario }) => scenario ?? [])
      .map((scenario) => {
        const tags = scenario.tags.map(({ name }) => name);
        return {
          file,
          scenario,
          tags,
          allTags: [...file.feature.tags.map(({ name }) => name), ...tags],
          key: readTestKeys(tags, prefixes)[0],
          permanentName: readPermanentName(tags),
        };
      }),
  );
}

/** Rules of a feature. */
export function listFeatureRules(feature: Feature): Rule[] {
  return feature.children.flatMap(({ rule }) => rule ?? []);
}

/** Backgrounds of a feature, those of its rules included. */
export function listBackgrounds(feature: Feature): Background[] {
  return listChildren(feature).flatMap(({ background }) => background ?? []);
}

/** `file:line`. */
export function formatLine({ file }: Pick<FeatureFile, 'file'>, { line }: { readonly line: number }): string {
  return `${file}:${line}`;
}

function listChildren(feature: Feature) {
  return [...feature.children, ...listFeatureRules(feature).flatMap(({ children }) => children)];
}

/** A key is written into the file later: what is not UTF-8 would be damaged. */
function readText(file: string, shown: string): string {
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes))
    throw new ConfigurationError(`${shown} is not encoded in UTF-8. Save it as UTF-8.`);
  return text;
}
