// The throughput of a job, from its answer.
import type { JobAnswer } from './contract';

/** Returns both figures, for the report. @throws Error if the first job's is not above the second's */
export function expectMoreCostly(first: JobAnswer, second: JobAnswer): string {
  const [more, less] = [computeValuesPerSecond(first), computeValuesPerSecond(second)];
  const figures = `job ${first.jobId} sends ${Math.round(more)} values per second, job ${second.jobId} ${Math.round(less)}`;
  if (more > less) return `According to their answers, ${figures}`;
  throw new Error(`expected the first job to be more costly, but according to their answers, ${figures}`);
}

/**
 * Values per second: each line has one value for each channel and frequency, and there is a line every `lines_dt` seconds.
 * @throws Error if an amount or a time in the answer is not above 0
 */
function computeValuesPerSecond({ jobId, channelAmount, frequenciesAmount, linesDt }: JobAnswer): number {
  if (channelAmount > 0 && frequenciesAmount > 0 && linesDt > 0) return (channelAmount * frequenciesAmount) / linesDt;
  throw new Error(
    `expected the answer for job ${jobId} to contain its throughput, but it has channel_amount ${channelAmount}, frequencies_amount ${frequenciesAmount}, lines_dt ${linesDt}`,
  );
}
