// The reports of a run, read and compared with each other before anything is sent.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '../../common/errors';
import { reportFiles } from '../../reporting/report-files';
import { type RunFile, runFileSchema } from '../../reporting/run-file-schema';
import { type VerdictFile, verdictFileSchema } from '../../verdict';
import { readWithoutEvidence } from './evidence-file';

const tagsSchema = z.array(z.object({ name: z.string(), line: z.int().optional() }));
const embeddingSchema = z.object({
  /** Base64; of a long attachment only what comes before the part that is in the file. */
  data: z.string(),
  stored: z.tuple([z.int(), z.int()]).optional(),
  mime_type: z.string(),
  name: z.string().optional(),
});
const stepSchema = z.looseObject({
  keyword: z.string(),
  name: z.string().optional(),
  hidden: z.boolean().optional(),
  line: z.int().optional(),
  result: z.looseObject({ status: z.string(), duration: z.number().optional(), error_message: z.string().optional() }),
  embeddings: z.array(embeddingSchema).optional(),
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

export type Embedding = z.infer<typeof embeddingSchema>;
export type CucumberStep = z.infer<typeof stepSchema>;
export type CucumberElement = z.infer<typeof elementSchema>;
export type CucumberFeature = z.infer<typeof reportSchema>[number];
export type JudgedScenario = VerdictFile['scenarios'][number];

export interface RunReports {
  readonly folder: string;
  readonly run: RunFile;
  readonly verdict: VerdictFile;
  readonly features: readonly CucumberFeature[];
  /** The file with the long attachments of `features`. */
  readonly evidenceFile: string;
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
  const evidenceFile = path.join(folder, reportFiles.json);
  const features = parseReport(evidenceFile, reportSchema, readWithoutEvidence);
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
  checkSameScenarios(folder, verdict, features);
  return { folder, run, verdict, features, evidenceFile };
}

/** A scenario with a verdict but without steps could not be sent, and nobody would miss it. */
function checkSameScenarios(folder: string, { scenarios }: VerdictFile, features: readonly CucumberFeature[]): void {
  const known = new Set(features.flatMap(({ uri, elements }) => elements.map(({ line }) => `${uri}:${line}`)));
  const lost = scenarios.map((scenario) => scenario.place).filter((line) => !known.has(line));
  if (lost.length === 0) return;
  throw new ConfigurationError(
    `The reports in ${folder} are of two runs: ${reportFiles.verdict} has ${lost.join(', ')}, and ${reportFiles.json} has not. Run \`npm run acceptance\` again.`,
  );
}

function readReport<Schema extends z.ZodType>(folder: string, name: string, schema: Schema): z.infer<Schema> {
  return parseReport(path.join(folder, name), schema, (file) => readFileSync(file, 'utf8'));
}

function parseReport<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  read: (file: string) => string,
): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(readIfPresent(file, read), file));
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

function readIfPresent(file: string, read: (file: string) => string): string {
  try {
    return read(file);
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
