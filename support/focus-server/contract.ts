// The contract of the Focus Server: its requests and the schema of every answer, with the names on the wire and the types of the suite.
import { z } from 'zod';

/** The body of `POST /configure`. Times are epoch seconds, null for a live view; frequencies in Hz. */
export interface Investigation {
  readonly displayTimeAxisDuration?: number;
  readonly nfftSelection?: number;
  readonly displayInfo: { readonly height: number };
  readonly channels: Range;
  readonly frequencyRange?: Range;
  readonly start_time: number | null;
  readonly end_time: number | null;
  readonly view_type: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

export const viewTypes = { multiChannel: 0, singleChannel: 1, waterfall: 2 } as const;

// Some versions of the server send numbers as text.
const numeric = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);
const integer = numeric.pipe(z.int());
const count = z.int().min(0);

/** The answer to an accepted investigation, and the fields of `GET /metadata/{job_id}`. */
export const jobAnswerSchema = z
  .object({
    status: z.string().nullish(),
    job_id: z.string().regex(/^\d{1,20}-\d{1,20}$/, 'expected a slot and a sequence such as 12-70788'),
    stream_url: z.string().min(1),
    stream_port: integer.pipe(z.int().min(1).max(65_535)),
    stream_amount: count,
    channel_to_stream_index: z.record(z.string().regex(/^\d+$/), count),
    channel_amount: count,
    frequencies_list: z.array(z.number()),
    frequencies_amount: count,
    lines_dt: z.number(),
    view_type: integer,
  })
  .transform((wire) => ({
    status: wire.status ?? '',
    jobId: wire.job_id,
    streamUrl: wire.stream_url,
    streamPort: wire.stream_port,
    streamAmount: wire.stream_amount,
    channelToStreamIndex: wire.channel_to_stream_index,
    channelAmount: wire.channel_amount,
    frequenciesList: wire.frequencies_list,
    frequenciesAmount: wire.frequencies_amount,
    linesDt: wire.lines_dt,
    viewType: wire.view_type,
  }));
export type JobAnswer = Readonly<z.infer<typeof jobAnswerSchema>>;

export const channelsSchema = z
  .object({ lowest_channel: z.int(), highest_channel: z.int() })
  .transform((wire): Range => ({ min: wire.lowest_channel, max: wire.highest_channel }));

/** `prr` is samples per second. While the server waits for fibre, it is 0, `dx` is null and `sw_version` contains the reason. */
export const liveMetadataSchema = z
  .object({
    dx: z.number().nullable(),
    prr: z.number(),
    fiber_start_meters: z.number().nullish(),
    fiber_length_meters: z.number().nullish(),
    sw_version: z.string(),
    number_of_channels: z.int().nullish(),
    fiber_description: z.string().nullish(),
  })
  .transform((wire) => ({
    ...wire,
    /** The highest frequency that the sampling rate can represent, in Hz. */
    nyquist: wire.prr / 2,
    flows: wire.prr > 0 && wire.dx !== null && !/waiting for fib(er|re)/i.test(wire.sw_version),
  }));
export type LiveMetadata = Readonly<z.infer<typeof liveMetadataSchema>>;

const recordingList = z.array(z.tuple([z.number(), z.number()]));

/** Recordings in epoch seconds; `end` is undefined if the recording is still running (-1 on the wire). */
export const recordingsSchema = z
  .union([recordingList, z.object({ recordings: recordingList }).transform(({ recordings }) => recordings)])
  .transform((pairs) => pairs.map(([start, end]): Recording => (end === -1 ? { start } : { start, end })));

export interface Recording {
  readonly start: number;
  readonly end?: number;
}
