// How much a viewer of a job will receive, as its answer tells.
import type { JobAnswer } from './contract';

/** Returns both figures, for the report. @throws Error when the first job's is not above the second's */
export function expectMoreCostly(first: JobAnswer, second: JobAnswer): string {
  const [more, less] = [valuesPerSecond(first), valuesPerSecond(second)];
  const figures = `job ${first.jobId} sends ${Math.round(more)} values per second, job ${second.jobId} ${Math.round(less)}`;
  if (more > less) return `By their answers, ${figures}`;
  throw new Error(`expected the first job to be more costly, but by their answers ${figures}`);
}

/**
 * Values per second: each line has one for each channel and frequency, and there is a line every `lines_dt` seconds.
 * @throws Error when the answer lets nothing be told: an amount or time that is not above 0
 */
function valuesPerSecond({ jobId, channelAmount, frequenciesAmount, linesDt }: JobAnswer): number {
  if (channelAmount > 0 && frequenciesAmount > 0 && linesDt > 0) return (channelAmount * frequenciesAmount) / linesDt;
  throw new Error(
    `expected the answer for job ${jobId} to tell its throughput, but it says channel_amount ${channelAmount}, frequencies_amount ${frequenciesAmount}, lines_dt ${linesDt}`,
  );
}
