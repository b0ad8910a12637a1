// The text of a diagnosis, in the form that the tests expect.
import type { CapacityRecord } from '../../../support/capacity/capacity-record';
import { type CauseName, diagnose } from '../../../support/capacity/diagnosis';

/** `gpu high 50: summary → immediate action`, one for each cause in the order of the ranking. */
export function listRanked(record: CapacityRecord): string[] {
  return diagnose(record).ranked.map(
    ({ cause, confidence, jobsExplained, summary, immediateAction }) =>
      `${cause} ${confidence} ${jobsExplained}: ${summary} → ${immediateAction}`,
  );
}

export function listEvidence(record: CapacityRecord, name: CauseName): readonly string[] {
  return diagnose(record).ranked.find(({ cause }) => cause === name)?.evidence ?? [];
}

export function listRuledOut(record: CapacityRecord, name: CauseName): string | undefined {
  return diagnose(record).ruledOut.find(({ cause }) => cause === name)?.because;
}
