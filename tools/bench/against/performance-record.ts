// docs/performance.json: the comparisons that were kept, one for each landed version.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const figureSchema = z.strictObject({
  name: z.string(),
  unit: z.string(),
  /** Medians. */
  ours: z.number(),
  theirs: z.number(),
  ratio: z.number(),
  required: z.number(),
  goal: z.number(),
  load: z.number(),
});

const comparisonSchema = z.strictObject({
  date: z.iso.date(),
  commit: z.string(),
  against: z.string(),
  machine: z.string(),
  node: z.string(),
  rounds: z.int(),
  figures: z.array(figureSchema),
});

export type RecordedComparison = z.infer<typeof comparisonSchema>;

const recordSchema = z.strictObject({ comparisons: z.array(comparisonSchema) });

/** Oldest first. @throws ZodError when the file was changed by hand into something else */
export function readComparisons(file: string): readonly RecordedComparison[] {
  return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).comparisons;
}

/** Adds a comparison; figures that the same commit has on record and that were not measured again stay. */
export function recordComparison(file: string, added: RecordedComparison): void {
  const recorded = readComparisons(file);
  const earlier = recorded.find(({ commit }) => commit === added.commit);
  const measured = new Set(added.figures.map(({ name }) => name));
  const kept = earlier?.figures.filter(({ name }) => !measured.has(name)) ?? [];
  const others = recorded.filter(({ commit }) => commit !== added.commit);
  const comparisons = [...others, { ...added, figures: [...added.figures, ...kept] }];
  writeFileSync(file, `${JSON.stringify({ comparisons }, undefined, 2)}\n`);
}
