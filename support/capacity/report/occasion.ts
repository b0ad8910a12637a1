// What a report is written from, beside the record and its diagnosis.
import type { Comparison, Measurements } from './measurements-schema';

export interface Occasion {
  readonly measured: Measurements;
  readonly comparison: Comparison;
  readonly now: Date;
}
