// A job as the suite knows it: what was requested, what was answered, and where it is found.
import type { Exchange, Investigation, JobAnswer } from '../focus-server';
import { type JobObjectNames, readJobId } from './object-names';
import type { TcpAddress } from './tcp-probe';

export interface Job {
  readonly id: string;
  readonly names: JobObjectNames;
  readonly investigation: Investigation;
  readonly exchange: Exchange;
  readonly answer: JobAnswer;
  /** When the request was sent, on the clock of `performance.now()`: deadlines count from here. */
  readonly sentAtMs: number;
  /** Where the stream is reached, by the answer. */
  readonly address: TcpAddress;
}

/** The job id of an answer, also of one that breaks the contract elsewhere: what was created must be found again. */
export function readAnsweredJobId({ json }: Exchange): string | undefined {
  if (typeof json !== 'object' || json === null || !('job_id' in json)) return undefined;
  return typeof json.job_id === 'string' ? readJobId(`grpc-job-${json.job_id}`) : undefined;
}

/** Ids of jobs whose objects the answer names, such as a refusal that lists which of them could not be created. */
export function listNamedJobIds({ bodyText }: Exchange): ReadonlySet<string> {
  const names = bodyText.match(/\b(?:grpc-job|cleanup-job|grpc-service)-\d+-\d+\b/g) ?? [];
  return new Set(names.flatMap((name) => readJobId(name) ?? []));
}

/** Host and port of the stream. Servers write the host bare or as an address with a scheme; the port is the answer's own field. */
export function readStreamAddress(answer: JobAnswer): TcpAddress {
  const url = answer.streamUrl;
  const host = url.includes('://') ? new URL(url).hostname.replace(/^\[|\]$/g, '') : url.replace(/:\d+$/, '');
  return { host, port: answer.streamPort };
}
