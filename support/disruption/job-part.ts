// The parts that a job is created of, one after the other, as the sentences name them.

export const jobParts = ['Service', 'cleanup Job', 'pod'] as const;
export type JobPart = (typeof jobParts)[number];

export function isJobPart(text: string): text is JobPart {
  return jobParts.some((part) => part === text);
}
