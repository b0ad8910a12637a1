// Tells which pods start slowly because so many others are there.
import type { Stored } from './store';
import type { ClusterConditions } from './types';

const STREAMING_POD = 'grpc-job-';

/** Counts streaming pods while they are there; those that come beyond the condition's number are delayed. */
export class StartCongestion {
  private readonly present = new Set<string>();
  private readonly beyondPods: number | undefined;

  constructor(conditions: ClusterConditions = {}) {
    this.beyondPods = conditions.startDelaysMs?.beyondPods;
  }

  /** Takes a pod in, and says whether its start is delayed; without a number every pod's is. */
  delays({ metadata }: Pick<Stored<'pods'>, 'metadata'>): boolean {
    if (this.beyondPods === undefined) return true;
    if (!metadata.name.startsWith(STREAMING_POD)) return false;
    this.present.add(metadata.uid);
    return this.present.size > this.beyondPods;
  }

  /** The pod has gone or ended. */
  leave({ metadata }: Pick<Stored<'pods'>, 'metadata'>): void {
    this.present.delete(metadata.uid);
  }
}
