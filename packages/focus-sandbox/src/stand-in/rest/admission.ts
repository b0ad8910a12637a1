// Decides whether a configuration is accepted: first by its fields, then by whether there is data for it.
import type { DataSource } from '../data/data-source';
import type { Hooks } from '../hooks';
import { Refusal, refuse } from './refusal';
import type { ConfigureRequest } from './requests';
import { isLive, type Limits, rules } from './rules';
import type { ServerParts } from './server-parts';

/** Throws a `Refusal` 422 that lists every field which breaks a rule. */
export function checkRules(request: ConfigureRequest, source: DataSource, hooks: Hooks): void {
  const limits = hooks.limits(readLimits(source));
  const problems = Object.values(hooks.rules(rules)).flatMap((rule) => rule(request, limits));
  if (problems.length > 0) {
    throw new Refusal(422, problems);
  }
}

/** Throws a `Refusal`: 503 without live data, 404 without a recording in the requested range. */
export function checkData(request: ConfigureRequest, source: DataSource, hooks: Hooks): void {
  const refusal = isLive(request)
    ? checkLiveData(hooks.liveData(source.isLive))
    : checkRecordings(request.start_time ?? 0, request.end_time ?? 0, { source, hooks });
  if (refusal !== undefined) {
    throw refusal;
  }
}

/** What limits a configuration at this moment. */
function readLimits(source: DataSource): Limits {
  return {
    lowestChannel: source.channels.lowest_channel,
    highestChannel: source.channels.highest_channel,
    nyquistHz: source.prr / 2,
    smallestNfft: 128,
    largestNfftMultiChannel: 2048,
    largestNfftSingleChannel: 65536,
    nowEpochSeconds: Date.now() / 1000,
  };
}

function checkLiveData(flows: boolean): Refusal | undefined {
  const msg = 'no live data: the fibre metadata is missing (waiting for fiber); try again when live data flows';
  return flows ? undefined : refuse(503, ['server', 'live_metadata'], 'no_live_data', msg);
}

function checkRecordings(start: number, end: number, { source, hooks }: Pick<ServerParts, 'source' | 'hooks'>) {
  if (hooks.recordings(source.listRecordings(start, end), { start, end }).length > 0) {
    return undefined;
  }
  const msg = `no recording found in the range from start_time ${start} to end_time ${end}; /recordings_in_time_range lists what there is`;
  return hooks.noRecording(refuse(404, ['body', 'start_time'], 'no_data', msg));
}
