// Why fewer jobs were alive than the target: each cause judged on its own from the record, then ranked.
import type { CapacityRecord } from '../capacity-record';
import { type Cause, type CauseName, causeNames, confidences, type Diagnosis, type Finding, type Judge } from './cause';
import { judgeConnections } from './connections-cause';
import { judgeContainers } from './containers-cause';
import { factsOf, wasCutOff } from './facts';
import { judgeIdleCleanup } from './idle-cause';
import { judgeNetwork } from './network-cause';
import { judgeNodes } from './nodes-cause';
import { judgePorts } from './ports-cause';
import { judgeQuota } from './quota-cause';
import { judgeCpu, judgeGpu, judgeMemory, judgePodLimit } from './resources-cause';
import { judgeSlots } from './slots-cause';
import { judgeSlowCreation } from './slow-creation-cause';
import { judgeSlowStart } from './slow-start-cause';
import { judgeThrottling } from './throttling-cause';

export type { Cause, CauseName, Diagnosis } from './cause';

const judges: Readonly<Record<CauseName, Judge>> = {
  'node-unavailable': judgeNodes,
  gpu: judgeGpu,
  cpu: judgeCpu,
  memory: judgeMemory,
  'pod-limit': judgePodLimit,
  quota: judgeQuota,
  'server-slots': judgeSlots,
  'port-range': judgePorts,
  'pod-network': judgeNetwork,
  'containers-dying': judgeContainers,
  'api-throttling': judgeThrottling,
  'connections-lost': judgeConnections,
  'idle-cleanup': judgeIdleCleanup,
  'slow-creation': judgeSlowCreation,
  'slow-start': judgeSlowStart,
};

/**
 * The causes of the missing jobs, from evidence of the cluster and of the answers alone: the one that explains the most first, the surer one
 * before an equal. A job counts to each cause that its evidence names. Where every job of the target is alive, nothing is ranked.
 */
export function diagnose(record: CapacityRecord): Diagnosis {
  const facts = factsOf(record);
  const judged = causeNames.map((cause) => ({ cause, said: judges[cause](facts) }));
  const found = judged.flatMap(({ cause, said }) => ('jobs' in said ? [{ cause, finding: said }] : []));
  const explained = new Set(found.flatMap(({ finding }) => finding.jobs));
  const rest = facts.missing.filter((job) => !explained.has(job));
  const cutOff = rest.filter((job) => wasCutOff(job, record));
  return {
    ranked: found.map(({ cause, finding }) => causeOf(cause, finding)).sort(byWeight),
    ruledOut: judged.flatMap(({ cause, said }) => ('jobs' in said ? [] : [{ cause, because: said.because }])),
    unexplained: rest.length - cutOff.length,
    cutOff: cutOff.length,
  };
}

function causeOf(cause: CauseName, { jobs, ...told }: Finding): Cause {
  return { cause, jobsExplained: jobs.length, ...told };
}

/** The sort is stable: equals stay in the order of `causeNames`. */
function byWeight(left: Cause, right: Cause): number {
  const sureness = confidences.indexOf(left.confidence) - confidences.indexOf(right.confidence);
  return right.jobsExplained - left.jobsExplained || sureness;
}
