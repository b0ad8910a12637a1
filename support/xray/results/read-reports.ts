// The reports of a run, read and compared with each other before anything is sent.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '../../common/errors';
import { type RunFile, reportFiles, runFileSchema } from '../../reporting';
import { type VerdictFile, verdictFileSchema } from '../../verdict';

const tagsSchema = z.array(z.object({ name: z.string(), line: z.int().optional() }));
const stepSchema = z.looseObject({
  keyword: z.string(),
  name: z.string().optional(),
  hidden: z.boolean().optional(),
  line: z.int().optional(),
  result: z.looseObject({ status: z.string(), duration: z.number().optional(), error_message: z.string().optional() }),
  embeddings: z.array(z.object({ data: z.string(), mime_type: z.string(), name: z.string().optional() })).optional(),
});
const elementSchema = z.looseObject({
  id: z.string().optional(),
  keyword: z.string(),
  name: z.string(),
  line: z.int(),
  type: z.string().optional(),
  tags: tagsSchema.default([]),
  steps: z.array(stepSchema),
});
const reportSchema = z.array(
  z.looseObject({ uri: z.string(), name: z.string(), tags: tagsSchema.default([]), elements: z.array(elementSchema) }),
);

export type CucumberStep = z.infer<typeof stepSchema>;
export type CucumberElement = z.infer<typeof elementSchema>;
export type CucumberFeature = z.infer<typeof reportSchema>[number];
export type JudgedScenario = VerdictFile['scenarios'][number];

export interface RunReports {
  readonly folder: string;
  readonly run: RunFile;
  readonly verdict: VerdictFile;
  readonly features: readonly CucumberFeature[];
}

/**
 * Reads the reports in `folder`.
 * @throws ConfigurationError when they are missing, of another program, or of a run that did not end
 */
export function readReports(folder: string): RunReports {
  if (!existsSync(folder)) {
    throw new ConfigurationError(
      `There are no reports in ${folder}: run \`npm run acceptance\` first, or set FOCUS_REPORTS to the folder of its reports.`,
    );
  }
  const verdict = readReport(folder, reportFiles.verdict, verdictFileSchema);
  checkMessages(path.join(folder, reportFiles.messages), verdict);
  const run = readReport(folder, reportFiles.run, runFileSchema);
  const features = readReport(folder, reportFiles.json, reportSchema);
  if (run.runId === '') {
    throw new ConfigurationError(
      `The run in ${folder} ended before its first scenario, so there is no result. Run \`npm run acceptance\` again.`,
    );
  }
  if (verdict.environment !== run.environment) {
    throw new ConfigurationError(
      `The reports in ${folder} are of two runs (${verdict.environment} and ${run.environment}). Run \`npm run acceptance\` again.`,
    );
  }
  return { folder, run, verdict, features };
}

function readReport<Schema extends z.ZodType>(folder: string, name: string, schema: Schema): z.infer<Schema> {
  const file = path.join(folder, name);
  const parsed = schema.safeParse(parseJson(readIfPresent(file), file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw new ConfigurationError(
    `${file} is not a report of this suite${where}. Set FOCUS_REPORTS to the folder of a run of \`npm run acceptance\`.`,
  );
}

/** The messages are written one by one during the run, so their end shows whether it ended; an interrupted run states it in its verdict. */
function checkMessages(file: string, { interrupted, problems }: VerdictFile): void {
  const end = readEnd(file);
  const last = end.trimEnd().split('\n').at(-1) ?? '';
  const isWhole = end.endsWith('\n') && last.endsWith('}');
  if (isWhole && (last.startsWith('{"testRunFinished":') || interrupted || problems.length > 0)) return;
  throw new ConfigurationError(
    `${file} is cut off, so the run has not ended, or its disk was full. Run \`npm run acceptance\` again.`,
  );
}

const endBytes = 64 * 1024;

function readEnd(file: string): string {
  const descriptor = openIfPresent(file);
  try {
    const { size } = fstatSync(descriptor);
    const length = Math.min(size, endBytes);
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, size - length);
    return bytes.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function openIfPresent(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    throw createMissingError(file, cause);
  }
}

function readIfPresent(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw createMissingError(file, cause);
  }
}

function createMissingError(file: string, cause: unknown): ConfigurationError {
  return new ConfigurationError(
    `${file} cannot be read: run \`npm run acceptance\` first, or set FOCUS_REPORTS to the folder of its reports.`,
    { cause },
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${file} is damaged: it is no JSON. Run \`npm run acceptance\` again.`, { cause });
  }
}
