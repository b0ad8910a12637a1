// The context of a report: what it contains besides the record and its diagnosis.
import type { Comparison, Measurements } from './measurements-schema';

export interface ReportContext {
  readonly measured: Measurements;
  readonly comparison: Comparison;
  readonly now: Date;
}
