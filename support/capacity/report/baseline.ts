// The baseline of a run that met its target: the same measurements, kept for the next run.
import type { CapacityRecord } from '../capacity-record';
import type { Baseline } from './baseline-schema';
import { metadataOf } from './measurements';
import type { Occasion } from './occasion';

export function baselineOf(record: CapacityRecord, { measured, comparison, now }: Occasion): Baseline {
  const metadata = { report_type: 'Capacity Baseline', ...metadataOf(record, now) } as const;
  return { report_metadata: metadata, ...measured, comparison };
}
