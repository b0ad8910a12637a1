// Reads the typed answer out of an exchange, or says what was answered instead.
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

/** A line each; an answer can be wrong in a million places. */
const mostProblems = 20;

/** The server answered something else than the contract promises; the message quotes it. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

/** What of an investigation its answer tells again. */
type Asked = Pick<Investigation, 'channels' | 'frequencyRange' | 'view_type'>;

/** The answer agrees with itself and with what was asked. @throws UnexpectedAnswerError that lists every contradiction */
export function expectConsistent(job: JobAnswer, asked: Asked): void {
  const problems = inconsistencies(job, asked);
  if (problems.length === 0) return;
  throw new UnexpectedAnswerError(
    `The answer for job ${job.jobId} contradicts itself or what was asked:${listOf(problems)}`,
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

/** What the fibre delivers. @throws UnexpectedAnswerError */
export function expectLiveMetadata(exchange: Exchange): LiveMetadata {
  return expectAnswer(exchange, liveMetadataSchema, 'the metadata of the live data');
}

/** @throws UnexpectedAnswerError */
export function expectRecordings(exchange: Exchange): Recording[] {
  return expectAnswer(exchange, recordingsSchema, 'a list of recordings');
}

/** @throws UnexpectedAnswerError unless the answer is the 200 with a JSON object that tells a live server */
export function expectAlive(exchange: Exchange): void {
  if (exchange.status === 200 && typeof exchange.json === 'object' && exchange.json !== null) return;
  throw new UnexpectedAnswerError(`Expected 200 with a JSON object, but ${describeExchange(exchange)}`);
}

/** Where a job's answer contradicts itself or what was asked, one line each; empty when it is consistent. */
export function inconsistencies(job: JobAnswer, asked: Asked): string[] {
  const { min, max } = asked.channels;
  const channels = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
  const unmapped = channels.filter((channel) => !Object.hasOwn(job.channelToStreamIndex, channel));
  const mapped = Object.entries(job.channelToStreamIndex);
  const beyond = mapped.filter(([, stream]) => stream >= job.streamAmount);
  const streams = new Set(mapped.map(([, stream]) => stream));
  return [
    ...differs('frequencies_amount', job.frequenciesAmount, 'length of frequencies_list', job.frequenciesList.length),
    ...beyondRange(job.frequenciesList, asked.frequencyRange),
    ...differs('channel_amount', job.channelAmount, 'number of channels that were asked', channels.length),
    ...differs('channel_amount', job.channelAmount, 'number of channels in channel_to_stream_index', mapped.length),
    ...differs('stream_amount', job.streamAmount, 'number of streams in channel_to_stream_index', streams.size),
    ...differs('view_type', job.viewType, 'view type that was asked', asked.view_type),
    ...(unmapped.length > 0 ? [`channel_to_stream_index lacks the channels ${unmapped.join(', ')}`] : []),
    ...beyond.map(([channel, stream]) => `channel ${channel} is mapped to stream ${stream} of ${job.streamAmount}`),
  ];
}

function expectAnswer<Output>(exchange: Exchange, schema: z.ZodType<Output>, expected: string): Output {
  const read = exchange.status === 200 && isJson(exchange) ? schema.safeParse(exchange.json) : undefined;
  if (read?.success) return read.data;
  const problems =
    read?.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`) ??
    (exchange.status === 200 ? [whyNoJson(exchange)] : [`status ${exchange.status} instead of 200`]);
  throw new UnexpectedAnswerError(`Expected ${expected}, but ${describeExchange(exchange)}${listOf(problems)}`);
}

function whyNoJson({ json }: Exchange): string {
  return json === undefined ? 'the body is not JSON' : 'the body is JSON, but is not said to be';
}

function listOf(problems: readonly string[]): string {
  const shown = problems.slice(0, mostProblems);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `\n  - ${line}`).join('');
}

/** Frequencies come in steps of the FFT, so that the ends may lie a step outside; of a single one the step cannot be known. */
function beyondRange(frequencies: readonly number[], range: Range | undefined): string[] {
  const sorted = frequencies.toSorted((left, right) => left - right);
  const [lowest, second] = sorted;
  const highest = sorted.at(-1);
  if (range === undefined || lowest === undefined || second === undefined || highest === undefined) return [];
  const step = sorted.reduce((widest, each, index) => Math.max(widest, each - (sorted[index - 1] ?? each)), 0);
  if (lowest >= range.min - step && highest <= range.max + step) return [];
  return [`frequencies_list reaches from ${lowest} to ${highest} Hz, but ${range.min} to ${range.max} Hz were asked`];
}

function differs(name: string, value: number, otherName: string, other: number): string[] {
  return value === other ? [] : [`${name} is ${value}, but the ${otherName} is ${other}`];
}
