// What a capacity run has to find in each size of the sandbox, for 200 jobs.
import type { CauseName, SlowPhase } from '../../support/capacity/diagnosis/cause';

/** A cause of the report by its name, a slow start with its phase. */
type RankedName = Exclude<CauseName, 'slow-start'> | `slow-start (${SlowPhase})`;

/** A sandbox and what a run against it has to report. */
export interface CapacityCase {
  /** Names of capacity faults of the catalogue, without `capacity:`. None: the healthy sandbox. */
  readonly faults: readonly string[];
  /** Every one of them is ranked, and no other; a slow start with what is slow. */
  readonly causes: readonly RankedName[];
  /** Jobs that come alive; where the order in which pods are placed decides, the observer's count alone holds. */
  readonly alive?: number;
  /** Where a missing amount is stated in the first immediate action. */
  readonly missing: (alive: number) => RegExp;
}

const target = 200;

/** An action that says how many jobs are missing. */
const jobs = (alive: number): RegExp => amount(target - alive);

const single = (fault: string, cause: RankedName, alive?: number, missing = jobs): CapacityCase => ({
  faults: [fault],
  causes: [cause],
  ...(alive === undefined ? {} : { alive }),
  missing,
});

const singles: readonly CapacityCase[] = [
  single('gpu', 'gpu', 150),
  // 200 × 502m and three pods with 10m each are 100.43 cores, of which the node has 75.5.
  single('cpu', 'cpu', 150, () => amount('24.93')),
  // 200 × (8Gi + 24Mi) and three pods with 64Mi each are 1,643,392 MiB, of which the node has 1,234,944.
  single('memory', 'memory', 150, () => amount('408,448')),
  // 200 × 2 pods and three others, of which the node bears 303.
  single('pods', 'pod-limit', undefined, () => amount(100)),
  single('quota', 'quota', 150),
  single('slots', 'server-slots', 150),
  single('slow-creation', 'slow-creation', 150),
  single('slow-image', 'slow-start (image)', 120),
  single('slow-scheduler', 'slow-start (scheduler)', 120),
  single('slow-container', 'slow-start (container)', 120),
  single('node-not-ready', 'node-unavailable', 150),
  single('node-cordoned', 'node-unavailable', 150),
  single('pod-network', 'pod-network'),
  single('oom', 'containers-dying', 120),
  single('crash', 'containers-dying', 120),
  single('ports', 'port-range', 150),
  single('api-throttling', 'api-throttling', 150),
  single('connection-refused', 'connections-lost', 120),
  single('connection-reset', 'connections-lost', 170),
  single('idle-cleanup', 'idle-cleanup', 120),
];

const anyAmount = (): RegExp => /\d/;

const pairs: readonly CapacityCase[] = [
  { faults: ['gpu', 'slow-image'], causes: ['gpu', 'slow-start (image)'], alive: 120, missing: anyAmount },
  {
    faults: ['memory', 'slow-container'],
    causes: ['memory', 'slow-start (container)'],
    alive: 120,
    missing: anyAmount,
  },
  { faults: ['quota', 'connection-reset'], causes: ['quota', 'connections-lost'], alive: 150, missing: anyAmount },
  { faults: ['slots', 'oom'], causes: ['server-slots', 'containers-dying'], alive: 120, missing: anyAmount },
  { faults: ['ports', 'crash'], causes: ['port-range', 'containers-dying'], alive: 120, missing: anyAmount },
];

const healthy: CapacityCase = { faults: [], causes: [], alive: target, missing: anyAmount };

export const capacityCases: readonly CapacityCase[] = [...singles, ...pairs, healthy];

/** The name of a ranked cause as the cases give it. */
export function rankedName({ cause, phase }: { readonly cause: string; readonly phase: string | null }): string {
  return phase === null ? cause : `${cause} (${phase})`;
}

/** Such as `gpu+slow-image`; `healthy` without a fault. */
export function nameOf({ faults }: Pick<CapacityCase, 'faults'>): string {
  return faults.length === 0 ? 'healthy' : faults.join('+');
}

function amount(text: number | string): RegExp {
  return new RegExp(`(?<![\\d.])(${text})(?![\\d.]*\\d)`);
}
