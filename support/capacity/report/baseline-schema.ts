// The schema of a capacity baseline; docs/capacity-baseline.schema.json is made from it.
import { z } from 'zod';
import { measurements, metadata } from './measurements-schema';

export const baselineSchema = z.strictObject({ report_metadata: metadata('Capacity Baseline'), ...measurements }).meta({
  title: 'Capacity baseline',
  description: 'The measurements of a run that met its target; the next run is compared with it.',
});
export type Baseline = z.infer<typeof baselineSchema>;
