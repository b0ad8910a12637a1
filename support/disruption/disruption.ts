// What a scenario breaks around a job that is being created, until it mends it or ends.
import type { ClusterConnection } from '../cluster/transport/connection';
import { type RefusalDemand, words } from '../focus-server/catalogue';
import { type ApiFailure, breakApi, mendApi } from './api-failure';
import type { JobPart } from './job-part';
import { forbidNext, liftQuota } from './quota';

export interface DisruptionOptions {
  /** Outlives the scenario's own signal: what was broken is mended afterwards. */
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Until the cluster has taken a change into account. */
  readonly withinMs: number;
  /** Keeps what has to be undone when the scenario ends. */
  readonly undoLater: (action: () => Promise<void>) => void;
}

/** How a job has to be refused for which a quota leaves no room. */
export const quotaRefusal: RefusalDemand = {
  statuses: [429, 503],
  field: words('that capacity or a quota is used up', /capacity|quota/i),
};

/** How a job has to be refused when the cluster fails while it is created. */
export const brokenClusterRefusal: RefusalDemand = {
  statuses: [502, 503, 504],
  field: words(
    'that the job could not be started in the cluster',
    /kubernetes|cluster|could not be (started|created)|unavailable/i,
  ),
};

export class Disruption {
  constructor(private readonly options: DisruptionOptions) {}

  /** A quota leaves no room for this part of the next job. */
  async forbid(part: JobPart): Promise<void> {
    const { undoLater } = this.options;
    undoLater(() => this.liftQuota());
    await forbidNext(part, this.options);
  }

  async liftQuota(): Promise<void> {
    await liftQuota(this.options.cluster, this.options.runId);
  }

  /** The Kubernetes API fails for this part of the next job. */
  async breakApi(part: JobPart, how: ApiFailure): Promise<void> {
    const { cluster, runId, undoLater } = this.options;
    undoLater(() => this.mendApi());
    await breakApi(cluster, part, { how, runId });
  }

  async mendApi(): Promise<void> {
    await mendApi(this.options.cluster);
  }
}
