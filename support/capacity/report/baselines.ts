// Finds the last baseline of an environment among the reports; a file that is invalid or of another environment is named and ignored.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { toMessageChain } from '../../common/errors';
import { toQuotable } from '../figures';
import { type Baseline, baselineSchema } from './baseline-schema';
import type { FoundBaseline } from './comparison';
import { toFileName } from './files';
import type { Comparison } from './measurements-schema';

interface Baselines {
  readonly last: FoundBaseline | undefined;
  readonly ignored: Comparison['ignored_files'];
}

/** The valid baseline with the latest time in the folder, which need not exist. `ignored` lists the files that cannot be used. */
export async function readBaselines(folder: string, environment: string): Promise<Baselines> {
  const form = new RegExp(`^capacity_${toFileName(environment).replaceAll('.', '\\.')}_\\d{8}_\\d{6}(-\\d+)?\\.json$`);
  const files = (await listFiles(folder)).filter((file) => form.test(file));
  const read = await Promise.all(
    files.map(async (file) => ({ file, result: await readBaseline(folder, file, environment) })),
  );
  const valid = read.flatMap(({ file, result }) => (typeof result === 'string' ? [] : [{ file, baseline: result }]));
  return {
    last: valid.toSorted(compareTime).at(-1),
    ignored: read.flatMap(({ file, result }) => (typeof result === 'string' ? [{ file, reason: result }] : [])),
  };
}

/** The names of the files in the folder; none if there is no folder yet. */
async function listFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The baseline, or the reason why the file is not a baseline of the environment. */
async function readBaseline(folder: string, file: string, environment: string): Promise<Baseline | string> {
  try {
    const parsed = baselineSchema.safeParse(JSON.parse(await readFile(path.join(folder, file), 'utf8')));
    if (!parsed.success) return toQuotable(`it is not a valid baseline: ${z.prettifyError(parsed.error)}`);
    const { name } = parsed.data.environment;
    return name === toQuotable(environment) ? parsed.data : `it belongs to the environment "${name}"`;
  } catch (error) {
    return toQuotable(`it could not be read: ${toMessageChain(error)}`);
  }
}

/** Files of the same second are numbered; later files have higher numbers. */
function compareTime(left: FoundBaseline, right: FoundBaseline): number {
  const readTime = ({ baseline }: FoundBaseline) => baseline.report_metadata.generated_at;
  const order = new Intl.Collator('en', { numeric: true });
  return readTime(left).localeCompare(readTime(right)) || order.compare(readStem(left), readStem(right));
}

function readStem({ file }: FoundBaseline): string {
  return file.replace(/\.json$/, '');
}
