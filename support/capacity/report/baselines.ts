// Finds the last baseline of an environment among the reports; a file that is broken or of another environment is named and left out.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { messageChain } from '../../common/errors';
import { quotable } from '../figures';
import { type Baseline, baselineSchema } from './baseline-schema';
import type { FoundBaseline } from './comparison';
import { nameInFiles } from './files';
import type { Comparison } from './measurements-schema';

interface Baselines {
  readonly last: FoundBaseline | undefined;
  readonly ignored: Comparison['ignored_files'];
}

/** The valid baseline with the latest time in the folder, which need not exist. Whatever cannot be read is told in `ignored`. */
export async function readBaselines(folder: string, environment: string): Promise<Baselines> {
  const form = new RegExp(`^capacity_${nameInFiles(environment).replaceAll('.', '\\.')}_\\d{8}_\\d{6}(-\\d+)?\\.json$`);
  const files = (await filesIn(folder)).filter((file) => form.test(file));
  const read = await Promise.all(
    files.map(async (file) => ({ file, said: await readBaseline(folder, file, environment) })),
  );
  const valid = read.flatMap(({ file, said }) => (typeof said === 'string' ? [] : [{ file, baseline: said }]));
  return {
    last: valid.toSorted(byTime).at(-1),
    ignored: read.flatMap(({ file, said }) => (typeof said === 'string' ? [{ file, reason: said }] : [])),
  };
}

/** The names of what is in the folder; none where there is no folder yet. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** A text says why the file is no baseline of the environment. */
async function readBaseline(folder: string, file: string, environment: string): Promise<Baseline | string> {
  try {
    const parsed = baselineSchema.safeParse(JSON.parse(await readFile(path.join(folder, file), 'utf8')));
    if (!parsed.success) return quotable(`it is no valid baseline: ${z.prettifyError(parsed.error)}`);
    const { name } = parsed.data.environment;
    return name === quotable(environment) ? parsed.data : `it is of the environment "${name}"`;
  } catch (error) {
    return quotable(`it could not be read: ${messageChain(error)}`);
  }
}

/** Files of the same second have numbers, the later the higher. */
function byTime(left: FoundBaseline, right: FoundBaseline): number {
  const timeOf = ({ baseline }: FoundBaseline) => baseline.report_metadata.generated_at;
  const order = new Intl.Collator('en', { numeric: true });
  return timeOf(left).localeCompare(timeOf(right)) || order.compare(stemOf(left), stemOf(right));
}

function stemOf({ file }: FoundBaseline): string {
  return file.replace(/\.json$/, '');
}
