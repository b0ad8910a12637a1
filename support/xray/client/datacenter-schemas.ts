// The answers of Xray Data Center and of Jira, as far as the suite reads them.
import { z } from 'zod';
import type { FeatureImport } from './xray-client';

const importedIssue = z.object({ key: z.string(), issueType: z.object({ name: z.string() }).optional() });
/** A list when everything was imported; an object with a message when something was refused, although the status is 200. */
export const featuresSchema = z.union([
  z.array(importedIssue),
  z.object({
    message: z.string(),
    testIssues: z.array(importedIssue).default([]),
    preconditionIssues: z.array(importedIssue).default([]),
  }),
]);

export const executionSchema = z.object({
  testExecIssue: z.object({ id: z.string(), key: z.string() }),
  testIssues: z.object({ error: z.array(z.unknown()).default([]) }).optional(),
});

/** Numbers and texts both occur as ids. */
const id = z.union([z.string(), z.number()]).transform(String);

export const createdIssueSchema = z.object({ id, key: z.string() });
export const searchSchema = z.object({
  total: z.int(),
  issues: z.array(
    z.object({
      id,
      key: z.string(),
      fields: z.object({ summary: z.string().default(''), labels: z.array(z.string()).default([]) }),
    }),
  ),
});
export const issueTypeSchema = z.object({
  id,
  key: z.string(),
  fields: z.object({ issuetype: z.object({ name: z.string() }) }),
});
export const fieldsSchema = z.array(z.object({ id: z.string(), name: z.string() }));
export const runsSchema = z.array(z.object({ id, key: z.string(), status: z.string() }));
export const resultsSchema = z.array(
  z.object({
    status: z.string(),
    finishedOn: z.string().nullish(),
    testEnvironments: z.array(z.string()).default([]),
  }),
);

export interface Folder {
  readonly id: number | string;
  readonly name: string;
  readonly folders: readonly Folder[];
}
export const folderSchema: z.ZodType<Folder> = z.lazy(() =>
  z.object({
    id: z.union([z.int(), z.string()]),
    name: z.string().default(''),
    folders: z.array(folderSchema).default([]),
  }),
);

/** Both forms of an answer to an import of features. @param testType the name of the issue type of a Test */
export function toFeatureImport(answer: z.infer<typeof featuresSchema>, testType: string): FeatureImport {
  if (!Array.isArray(answer)) {
    return {
      tests: answer.testIssues.map(({ key }) => key),
      preconditions: answer.preconditionIssues.map(({ key }) => key),
      errors: answer.message.split('\n').filter((line) => line.trim() !== ''),
    };
  }
  const isTest = ({ issueType }: z.infer<typeof importedIssue>) =>
    issueType === undefined || issueType.name === testType;
  const tests = answer.filter(isTest);
  return {
    tests: tests.map(({ key }) => key),
    preconditions: answer.filter((issue) => !tests.includes(issue)).map(({ key }) => key),
    errors: [],
  };
}
