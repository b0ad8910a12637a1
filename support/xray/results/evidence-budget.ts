// Keeps a report below a number of bytes: evidence of passed scenarios is left out first, the reason of a failure never.
import { formatCount } from '../../common/wording';
import type { CucumberElement, CucumberFeature, Embedding } from './read-reports';

export interface BudgetedReport {
  readonly features: readonly CucumberFeature[];
  /** What was left out, in one line; undefined if nothing was. */
  readonly leftOut: string | undefined;
}

const ranks = ['passed', 'unchecked', 'failed'] as const;
type Rank = (typeof ranks)[number];

interface Attachment {
  readonly rank: Rank;
  readonly bytes: number;
  readonly embedding: unknown;
}

/** An attachment is written with its quotes, its type and its braces. */
const overheadBytes = 64;

/** The report without as many attachments as necessary, largest first among scenarios of the same status. */
export function applyBudget(features: readonly CucumberFeature[], maxBytes: number): BudgetedReport {
  const attachments = features.flatMap(({ elements }) => elements.flatMap(listAttachments));
  const attached = attachments.reduce((sum, { bytes }) => sum + bytes, 0);
  let excess = countTextBytes(features) + attached - maxBytes;
  const dropped = new Set<unknown>();
  const counts = new Map<Rank, { number: number; bytes: number }>();
  for (const { rank, bytes, embedding } of sortByWorth(attachments)) {
    if (excess <= 0) break;
    excess -= bytes;
    dropped.add(embedding);
    const count = counts.get(rank) ?? { number: 0, bytes: 0 };
    counts.set(rank, { number: count.number + 1, bytes: count.bytes + bytes });
  }
  if (dropped.size === 0) return { features, leftOut: undefined };
  const parts = [...counts].map(
    ([rank, { number, bytes }]) =>
      `${formatCount(number, 'attachment')} of ${rank} scenarios (${formatMegabytes(bytes)})`,
  );
  const leftOut = `Left out to stay below ${formatMegabytes(maxBytes)}: ${parts.join(', ')}.`;
  return { features: features.map((feature) => removeAttachments(feature, dropped)), leftOut };
}

/** Such as `12.5 MB`. */
export function formatMegabytes(bytes: number): string {
  return `${Number((bytes / 1_000_000).toFixed(2))} MB`;
}

function sortByWorth(attachments: readonly Attachment[]): Attachment[] {
  return attachments.toSorted((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || b.bytes - a.bytes);
}

function listAttachments({ steps }: CucumberElement): Attachment[] {
  const statuses = steps.map(({ result }) => result.status);
  const rank = statuses.includes('failed')
    ? 'failed'
    : statuses.every((status) => status === 'passed')
      ? 'passed'
      : 'unchecked';
  return steps
    .flatMap(({ embeddings = [] }) => embeddings)
    .map((embedding) => ({
      rank,
      embedding,
      bytes: countBytes(embedding),
    }));
}

function countBytes({ data, stored: [from, to] = [0, 0], mime_type: type }: Embedding): number {
  return data.length + to - from + type.length + overheadBytes;
}

/** The size of the report without its attachments. */
function countTextBytes(features: readonly CucumberFeature[]): number {
  const text = JSON.stringify(features, (key, value: unknown) => (key === 'embeddings' ? undefined : value));
  return Buffer.byteLength(text);
}

function removeAttachments(feature: CucumberFeature, dropped: ReadonlySet<unknown>): CucumberFeature {
  const elements = feature.elements.map((element) => ({
    ...element,
    steps: element.steps.map((step) => {
      const { embeddings, ...rest } = step;
      const kept = embeddings?.filter((embedding) => !dropped.has(embedding)) ?? [];
      return kept.length === 0 ? rest : { ...rest, embeddings: kept };
    }),
  }));
  return { ...feature, elements };
}
