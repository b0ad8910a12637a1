// Why fewer jobs were alive than the target: each cause judged on its own from the record, then ranked.
import type { CapacityRecord } from '../capacity-record';
import { type Cause, type CauseName, causeNames, confidences, type Diagnosis, type Finding, type Judge } from './cause';
import { factsOf, wasCutOff } from './facts';
import { judgeGpu } from './resources';

export type { Cause, CauseName, Diagnosis } from './cause';

const judges: Partial<Readonly<Record<CauseName, Judge>>> = {
  gpu: judgeGpu,
};

/**
 * The causes of the missing jobs, from evidence of the cluster and of the answers alone: the one that explains the most first, the surer one
 * before an equal. A job counts to each cause that its evidence names. Where every job of the target is alive, nothing is ranked.
 */
export function diagnose(record: CapacityRecord): Diagnosis {
  const facts = factsOf(record);
  const judged = causeNames.flatMap((cause) => {
    const judge = judges[cause];
    return judge === undefined ? [] : [{ cause, said: judge(facts) }];
  });
  const found = judged.flatMap(({ cause, said }) => ('jobs' in said ? [{ cause, finding: said }] : []));
  const explained = new Set(found.flatMap(({ finding }) => finding.jobs));
  const rest = facts.missing.filter((job) => !explained.has(job) && !wasCutOff(job, record));
  return {
    ranked: found.map(({ cause, finding }) => causeOf(cause, finding)).sort(byWeight),
    ruledOut: judged.flatMap(({ cause, said }) => ('jobs' in said ? [] : [{ cause, because: said.because }])),
    unexplained: rest.length,
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
