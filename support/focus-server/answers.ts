// Reads the typed answer of an exchange, or throws an error with the answer that came instead.
import type { z } from 'zod';
import {
  channelsSchema,
  type Investigation,
  type JobAnswer,
  jobAnswerSchema,
  type LiveMetadata,
  liveMetadataSchema,
  type Range,
  type Recording,
  recordingsSchema,
} from './contract';
import { describeExchange, type Exchange, isJson } from './exchange';

/** An answer can contain any number of errors; the message lists this many at most. */
const mostProblems = 20;

/** The answer does not match the contract; the message quotes it. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

/** The part of a request that its answer repeats. */
type Request = Pick<Investigation, 'channels' | 'frequencyRange' | 'view_type'>;

/** Checks that the answer is consistent in itself and with its request. @throws UnexpectedAnswerError that lists every contradiction */
export function expectConsistent(job: JobAnswer, request: Request): void {
  const problems = findInconsistencies(job, request);
  if (problems.length === 0) return;
  throw new UnexpectedAnswerError(
    `The answer for job ${job.jobId} contradicts itself or its request:${formatList(problems)}`,
  );
}

/** The job that was created. @throws UnexpectedAnswerError */
export function expectJob(exchange: Exchange): JobAnswer {
  return expectAnswer(exchange, jobAnswerSchema, 'a job (200 with every field of the contract)');
}

/** Lowest and highest channel. @throws UnexpectedAnswerError */
export function expectChannels(exchange: Exchange): Range {
  return expectAnswer(exchange, channelsSchema, 'the range of channels');
}

/** The metadata of the live data. @throws UnexpectedAnswerError */
export function expectLiveMetadata(exchange: Exchange): LiveMetadata {
  return expectAnswer(exchange, liveMetadataSchema, 'the metadata of the live data');
}

/** @throws UnexpectedAnswerError */
export function expectRecordings(exchange: Exchange): Recording[] {
  return expectAnswer(exchange, recordingsSchema, 'a list of recordings');
}

/** @throws UnexpectedAnswerError unless the answer is 200 with a JSON object, as a live server sends it */
export function expectAlive(exchange: Exchange): void {
  if (exchange.status === 200 && typeof exchange.json === 'object' && exchange.json !== null) return;
  throw new UnexpectedAnswerError(`Expected 200 with a JSON object, but ${describeExchange(exchange)}`);
}

/** The contradictions of a job's answer in itself or with its request, one line each; empty if it is consistent. */
export function findInconsistencies(job: JobAnswer, request: Request): string[] {
  const { min, max } = request.channels;
  const channels = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
  const unmapped = channels.filter((channel) => !Object.hasOwn(job.channelToStreamIndex, channel));
  const mapped = Object.entries(job.channelToStreamIndex);
  const beyond = mapped.filter(([, stream]) => stream >= job.streamAmount);
  const streams = new Set(mapped.map(([, stream]) => stream));
  return [
    ...describeDifference(
      'frequencies_amount',
      job.frequenciesAmount,
      'length of frequencies_list',
      job.frequenciesList.length,
    ),
    ...findBeyondRange(job.frequenciesList, request.frequencyRange),
    ...describeDifference('channel_amount', job.channelAmount, 'number of requested channels', channels.length),
    ...describeDifference(
      'channel_amount',
      job.channelAmount,
      'number of channels in channel_to_stream_index',
      mapped.length,
    ),
    ...describeDifference(
      'stream_amount',
      job.streamAmount,
      'number of streams in channel_to_stream_index',
      streams.size,
    ),
    ...describeDifference('view_type', job.viewType, 'requested view type', request.view_type),
    ...(unmapped.length > 0 ? [`channel_to_stream_index lacks the channels ${unmapped.join(', ')}`] : []),
    ...beyond.map(([channel, stream]) => `channel ${channel} is mapped to stream ${stream} of ${job.streamAmount}`),
  ];
}

function expectAnswer<Output>(exchange: Exchange, schema: z.ZodType<Output>, expected: string): Output {
  const read = exchange.status === 200 && isJson(exchange) ? schema.safeParse(exchange.json) : undefined;
  if (read?.success) return read.data;
  const problems =
    read?.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`) ??
    (exchange.status === 200 ? [describeNoJson(exchange)] : [`status ${exchange.status} instead of 200`]);
  throw new UnexpectedAnswerError(`Expected ${expected}, but ${describeExchange(exchange)}${formatList(problems)}`);
}

function describeNoJson({ json }: Exchange): string {
  return json === undefined ? 'the body is not JSON' : 'the body is JSON, but its Content-Type is not';
}

function formatList(problems: readonly string[]): string {
  const shown = problems.slice(0, mostProblems);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `\n  - ${line}`).join('');
}

/** Frequencies lie on the steps of the FFT, so the ends may be one step outside of the range; a single frequency does not show the step. */
function findBeyondRange(frequencies: readonly number[], range: Range | undefined): string[] {
  const sorted = frequencies.toSorted((left, right) => left - right);
  const [lowest, second] = sorted;
  const highest = sorted.at(-1);
  if (range === undefined || lowest === undefined || second === undefined || highest === undefined) return [];
  const step = sorted.reduce((widest, each, index) => Math.max(widest, each - (sorted[index - 1] ?? each)), 0);
  if (lowest >= range.min - step && highest <= range.max + step) return [];
  return [
    `frequencies_list reaches from ${lowest} to ${highest} Hz, but ${range.min} to ${range.max} Hz were requested`,
  ];
}

function describeDifference(name: string, value: number, otherName: string, other: number): string[] {
  return value === other ? [] : [`${name} is ${value}, but the ${otherName} is ${other}`];
}
