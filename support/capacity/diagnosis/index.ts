// Finds why fewer jobs were alive than the target: judges each cause separately from the record, and ranks them.
import type { CapacityRecord } from '../capacity-record';
import { type Cause, type CauseName, causeNames, confidences, type Diagnosis, type Finding, type Judge } from './cause';
import { judgeConnections } from './connections-cause';
import { judgeContainers } from './containers-cause';
import { collectFacts, wasCutOff } from './facts';
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
 * The causes of the missing jobs, from evidence in the cluster and in the answers only: the cause that explains the most jobs first, and of equals
 * the one with the higher confidence. A job counts for each cause that its evidence names. If every job of the target is alive, there is no cause.
 */
export function diagnose(record: CapacityRecord): Diagnosis {
  const facts = collectFacts(record);
  const judged = causeNames.map((cause) => ({ cause, judgement: judges[cause](facts) }));
  const found = judged.flatMap(({ cause, judgement }) => ('jobs' in judgement ? [{ cause, finding: judgement }] : []));
  const explained = new Set(found.flatMap(({ finding }) => finding.jobs));
  const rest = facts.missing.filter((job) => !explained.has(job));
  const cutOff = rest.filter((job) => wasCutOff(job, record));
  return {
    ranked: found.map(({ cause, finding }) => toCause(cause, finding)).sort(compareWeight),
    ruledOut: judged.flatMap(({ cause, judgement }) =>
      'jobs' in judgement ? [] : [{ cause, because: judgement.because }],
    ),
    unexplained: rest.length - cutOff.length,
    cutOff: cutOff.length,
  };
}

function toCause(cause: CauseName, { jobs, ...finding }: Finding): Cause {
  return { cause, jobsExplained: jobs.length, ...finding };
}

/** The sort is stable: equal causes stay in the order of `causeNames`. */
function compareWeight(left: Cause, right: Cause): number {
  const sureness = confidences.indexOf(left.confidence) - confidences.indexOf(right.confidence);
  return right.jobsExplained - left.jobsExplained || sureness;
}
