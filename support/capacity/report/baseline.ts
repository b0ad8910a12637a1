// The baseline of a run that met its target: its measurements, kept for comparison with the next run.
import type { CapacityRecord } from '../capacity-record';
import type { Baseline } from './baseline-schema';
import { createMetadata } from './measurements';
import type { ReportContext } from './report-context';

export function createBaseline(record: CapacityRecord, { measured, comparison, now }: ReportContext): Baseline {
  const metadata = { report_type: 'Capacity Baseline', ...createMetadata(record, now) } as const;
  return { report_metadata: metadata, ...measured, comparison };
}
