// The answer to an accepted configuration.
import type { ConfigureRequest } from './requests';
import { viewTypes } from './rules';

const channelsPerStream = 64;

/** The body of the answer to `POST /configure`. */
export interface ConfigureAnswer {
  readonly status: string;
  readonly job_id: string;
  readonly stream_url: string;
  readonly stream_port: number;
  readonly stream_amount: number;
  readonly channel_to_stream_index: Readonly<Record<string, number>>;
  readonly channel_amount: number;
  readonly frequencies_list: readonly number[];
  readonly frequencies_amount: number;
  readonly lines_dt: number;
  readonly view_type: number;
}

/** The address at which a job streams. */
export interface StreamAddress {
  readonly url: string;
  readonly port: number;
}

/** The answer for a job that runs `request` on a fibre sampled `prr` times per second. */
export function buildAnswer(
  jobId: string,
  request: ConfigureRequest,
  stream: StreamAddress,
  prr: number,
): ConfigureAnswer {
  const { min, max } = request.channels;
  const channels = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const frequencies = listFrequencies(request, prr);
  return {
    status: '',
    job_id: jobId,
    stream_url: stream.url,
    stream_port: stream.port,
    stream_amount: Math.ceil(channels.length / channelsPerStream),
    channel_to_stream_index: Object.fromEntries(
      channels.map((channel, index) => [channel, Math.floor(index / channelsPerStream)]),
    ),
    channel_amount: channels.length,
    frequencies_list: frequencies,
    frequencies_amount: frequencies.length,
    lines_dt: resolveNfft(request) / prr,
    view_type: request.view_type,
  };
}

/** The frequencies in Hz that a job reports; none for a waterfall. */
export function listFrequencies(request: ConfigureRequest, prr: number): number[] {
  if (request.view_type === viewTypes.waterfall) {
    return [];
  }
  const nfft = resolveNfft(request);
  const { min, max } = request.frequencyRange ?? { min: 0, max: prr / 2 };
  const bins = Array.from({ length: nfft / 2 + 1 }, (_, bin) => (bin * prr) / nfft);
  return bins.filter((frequency) => frequency >= min && frequency <= max);
}

function resolveNfft(request: ConfigureRequest): number {
  return request.view_type === viewTypes.waterfall ? 1 : (request.nfftSelection ?? 1024);
}
