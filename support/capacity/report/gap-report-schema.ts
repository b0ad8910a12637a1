// The schema of the Infrastructure Gap Report; docs/infra-gap-report.schema.json is made from it.
import { z } from 'zod';
import { causeNames, confidences } from '../diagnosis/cause';
import { measurements, metadata } from './measurements-schema';

const count = () => z.int().min(0);

const ranked = z.strictObject({
  cause: z.enum(causeNames),
  confidence: z.enum(confidences),
  jobs_explained: count(),
  summary: z.string(),
  phase: z
    .enum(['scheduler', 'image', 'container', 'probe'])
    .nullable()
    .describe('only of slow-start: the phase that took the time'),
  evidence: z.array(z.string()),
});

export const gapReportSchema = z
  .strictObject({
    report_metadata: metadata('Infrastructure Capacity Gap Analysis'),
    ...measurements,
    bottleneck_analysis: z.strictObject({
      identified_bottlenecks: z.array(z.string()),
      cpu_constrained: z.boolean(),
      memory_constrained: z.boolean(),
      latency_issues: z.boolean().describe('also true where there is no data'),
      ranked: z.array(ranked).describe('the cause that explains most of the missing jobs first'),
      ruled_out: z.array(z.strictObject({ cause: z.enum(causeNames), because: z.string() })),
      unexplained_jobs: count().describe('due, not alive, and explained by no cause'),
      cut_off_jobs: count().describe('cut off by the interruption before their result was known'),
    }),
    recommendations: z.strictObject({ immediate_actions: z.array(z.string()), next_steps: z.array(z.string()) }),
  })
  .meta({
    title: 'Infrastructure Gap Report',
    description: 'Fewer jobs than the target were alive at once: how many, why, and what to do.',
  });
export type GapReport = z.infer<typeof gapReportSchema>;
