// Compares a run with the last baseline of the environment: each figure before and now, and whether the change is more than noise.

import { formatShare } from '../figures';
import type { Baseline } from './baseline-schema';
import { spanNames } from './latencies';
import type { Comparison, Measurements } from './measurements-schema';

/** A baseline in the reports folder. */
export interface FoundBaseline {
  readonly file: string;
  readonly baseline: Baseline;
}

type Change = Comparison['changes'][number];
type Compared = Pick<Measurements, 'capacity_analysis' | 'plan' | 'performance_metrics' | 'system_resources'>;
type Figure = Pick<Change, 'figure' | 'unit'> & { readonly value: number };

const notableShare = 0.2;
const notableMs = 20;

/** @param now the measurements of this run */
export function compare(
  now: Compared,
  found: FoundBaseline | undefined,
  ignored: Comparison['ignored_files'],
): Comparison {
  const before = found === undefined ? [] : listFigures(found.baseline);
  const current = new Map(listFigures(now).map((figure) => [figure.figure, figure]));
  return {
    baseline: found?.file ?? null,
    baseline_generated_at: found?.baseline.report_metadata.generated_at ?? null,
    notable_from: formatShare(notableShare),
    notable_from_ms: notableMs,
    changes: before.flatMap((old) => {
      const one = current.get(old.figure);
      return one === undefined ? [] : [createChange(old, one.value)];
    }),
    ignored_files: ignored,
  };
}

/** Such as `p95 of job creation: 210 → 480 ms (+128.57%)`. */
export function formatChange({ figure, unit, before, now, change }: Change): string {
  const share = change === null ? '' : ` (${change.startsWith('-') ? '' : '+'}${change})`;
  return `${figure}: ${before} → ${now} ${unit}${share}`;
}

function createChange({ figure, unit, value: before }: Figure, now: number): Change {
  const share = before === 0 ? null : (now - before) / before;
  return {
    figure,
    unit,
    before,
    now,
    change: share === null ? null : formatShare(share),
    notable: isNotable(unit, now - before, share),
  };
}

/** Numbers of jobs are counted, not measured: any change of them is notable. */
function isNotable(unit: string, difference: number, share: number | null): boolean {
  if (unit === 'jobs' || unit === 'workers') return difference !== 0;
  const isMore = share === null ? difference !== 0 : Math.abs(share) > notableShare;
  return isMore && (unit !== 'ms' || Math.abs(difference) >= notableMs);
}

function listFigures({
  capacity_analysis: capacity,
  plan,
  performance_metrics: latencies,
  system_resources,
}: Compared): Figure[] {
  const p95s = spanNames.flatMap((name): Figure[] => {
    const { p95_ms: value, at_least } = latencies[name];
    // A figure that is only a lower bound cannot be compared.
    return value === null || at_least.includes('p95_ms')
      ? []
      : [{ figure: `p95 of ${name.replaceAll('_', ' ')}`, unit: 'ms', value }];
  });
  return [
    { figure: 'alive', unit: 'jobs', value: capacity.actual_capacity },
    { figure: 'target', unit: 'jobs', value: plan.target },
    { figure: 'workers', unit: 'workers', value: plan.workers },
    ...p95s,
    ...listResourceFigures(system_resources),
  ];
}

function listResourceFigures({ nodes }: Measurements['system_resources']): Figure[] {
  const names = [...new Set(nodes.flatMap(({ resources }) => Object.keys(resources)))].sort();
  return names.flatMap((name) =>
    (['requested', 'used'] as const).flatMap((kind): Figure[] => {
      const all = nodes.flatMap(({ resources }) => resources[name] ?? []);
      const peaks = all.flatMap((resource) => resource[kind]?.peak ?? []);
      const [first] = all;
      if (first === undefined || peaks.length === 0) return [];
      const value = Number(peaks.reduce((total, peak) => total + peak, 0).toFixed(3));
      return [{ figure: `${name} ${kind} at peak`, unit: first.unit, value }];
    }),
  );
}
