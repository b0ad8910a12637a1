// What a capacity run of 200 jobs must find under each capacity fault of the sandbox.
import type { CauseName, SlowPhase } from '../../support/capacity/diagnosis/cause';

/** The name of a cause in the report; a slow start is named with its phase. */
type RankedName = Exclude<CauseName, 'slow-start'> | `slow-start (${SlowPhase})`;

/** A sandbox, and what a run against it must report. */
export interface CapacityCase {
  /** Names of capacity faults of the catalogue, without `capacity:`. The healthy sandbox has none. */
  readonly faults: readonly string[];
  /** The causes that the report must rank, all of them and no others. */
  readonly causes: readonly RankedName[];
  /** The number of jobs that come alive; absent where it depends on the order in which pods are scheduled, so that only the observer's count is compared. */
  readonly alive?: number;
  /** Matches the missing amount in the first immediate action. */
  readonly missing: (alive: number) => RegExp;
}

const target = 200;

/** An action that names how many jobs are missing. */
const matchJobs = (alive: number): RegExp => matchAmount(target - alive);

const createSingle = (fault: string, cause: RankedName, alive?: number, missing = matchJobs): CapacityCase => ({
  faults: [fault],
  causes: [cause],
  ...(alive === undefined ? {} : { alive }),
  missing,
});

const singles: readonly CapacityCase[] = [
  createSingle('gpu', 'gpu', 150),
  // 200 × 502m and three pods with 10m each are 100.43 cores, of which the node has 75.5.
  createSingle('cpu', 'cpu', 150, () => matchAmount('24.93')),
  // 200 × (8Gi + 24Mi) and three pods with 64Mi each are 1,643,392 MiB, of which the node has 1,234,944.
  createSingle('memory', 'memory', 150, () => matchAmount('408,448')),
  // 200 × 2 pods and three others, of which the node allows 303.
  createSingle('pods', 'pod-limit', undefined, () => matchAmount(100)),
  createSingle('quota', 'quota', 150),
  createSingle('slots', 'server-slots', 150),
  createSingle('slow-creation', 'slow-creation', 150),
  createSingle('slow-image', 'slow-start (image)', 120),
  createSingle('slow-scheduler', 'slow-start (scheduler)', 120),
  createSingle('slow-container', 'slow-start (container)', 120),
  createSingle('node-not-ready', 'node-unavailable', 150),
  createSingle('node-cordoned', 'node-unavailable', 150),
  createSingle('pod-network', 'pod-network'),
  createSingle('oom', 'containers-dying', 120),
  createSingle('crash', 'containers-dying', 120),
  createSingle('ports', 'port-range', 150),
  createSingle('api-throttling', 'api-throttling', 150),
  createSingle('connection-refused', 'connections-lost', 120),
  createSingle('connection-reset', 'connections-lost', 170),
  createSingle('idle-cleanup', 'idle-cleanup', 120),
];

const matchAnyAmount = (): RegExp => /\d/;

const pairs: readonly CapacityCase[] = [
  { faults: ['gpu', 'slow-image'], causes: ['gpu', 'slow-start (image)'], alive: 120, missing: matchAnyAmount },
  {
    faults: ['memory', 'slow-container'],
    causes: ['memory', 'slow-start (container)'],
    alive: 120,
    missing: matchAnyAmount,
  },
  { faults: ['quota', 'connection-reset'], causes: ['quota', 'connections-lost'], alive: 150, missing: matchAnyAmount },
  { faults: ['slots', 'oom'], causes: ['server-slots', 'containers-dying'], alive: 120, missing: matchAnyAmount },
  { faults: ['ports', 'crash'], causes: ['port-range', 'containers-dying'], alive: 120, missing: matchAnyAmount },
];

const healthy: CapacityCase = { faults: [], causes: [], alive: target, missing: matchAnyAmount };

export const capacityCases: readonly CapacityCase[] = [...singles, ...pairs, healthy];

/** The name of a ranked cause, as the cases write it. */
export function formatRankedName({ cause, phase }: { readonly cause: string; readonly phase: string | null }): string {
  return phase === null ? cause : `${cause} (${phase})`;
}

/** Such as `gpu+slow-image`; `healthy` without a fault. */
export function nameCase({ faults }: Pick<CapacityCase, 'faults'>): string {
  return faults.length === 0 ? 'healthy' : faults.join('+');
}

function matchAmount(text: number | string): RegExp {
  return new RegExp(`(?<![\\d.])(${text})(?![\\d.]*\\d)`);
}
