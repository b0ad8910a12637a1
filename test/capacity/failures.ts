// Jobs that fail, each by one cause.
import type { CapacityJob } from '../../support/capacity/capacity-record';
import { alive, createEvent, createPod, type MakeJob, refused, seen } from './records';

export const withoutAddress: MakeJob = (base) => ({
  ...base,
  scheduledSeenMs: 200,
  events: [
    createEvent(
      'FailedCreatePodSandBox',
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: failed to allocate for range 0: no IP addresses available in range set',
    ),
  ],
});

export const outOfMemory: MakeJob = (base) => ended(base, { reason: 'OOMKilled', exitCode: 137 });
export const crashed: MakeJob = (base) => ended(base, { reason: 'Error', exitCode: 1 });

export const crashLooping: MakeJob = (base) => ({
  ...base,
  scheduledSeenMs: 200,
  startedSeenMs: 700,
  pod: createPod(base.number, { phase: 'Running', restarts: 3, trouble: 'stream CrashLoopBackOff: back-off 20s' }),
  events: [createEvent('BackOff', 'Back-off restarting failed container stream in pod', { count: 4 })],
});

/** Alive for two seconds, then deleted, but not by the suite. */
export const removed: MakeJob = (base) => ({
  ...base,
  ...seen(base),
  class: 'lost',
  reason: 'its pod was taken away',
  aliveFromMs: 1_500,
  aliveUntilMs: 3_500,
  pod: createPod(base.number, { phase: 'Running', vanished: true, end: { reason: 'Error', exitCode: 143 } }),
  events: [createEvent('Killing', 'Stopping container stream')],
});

export const refusedCall = callFailed('refused', 'connection refused: nothing listens at this address');
export const resetCall = callFailed('lost', 'the connection was closed before the answer was complete (ECONNRESET)');

export const silent: MakeJob = (base) => ({
  ...callFailed('silent', 'no complete answer within 30000 ms')(base),
  answeredMs: (base.sentMs ?? 0) + 30_000,
});

export const neverSent: MakeJob = ({ sentMs: _, answeredMs: __, ...base }) => withoutJob({ ...base, class: 'lost' });

/** Accepted, each later than the one before. */
export const accepted = (latencyOf: (number: number) => number): MakeJob => {
  return (base) => alive({ ...base, answeredMs: (base.sentMs ?? 0) + latencyOf(base.number) });
};

export const stuckInScheduler: MakeJob = (base) => {
  const { node: _, ...pod } = createPod(base.number);
  return { ...base, pod };
};

export const stuckInPull: MakeJob = (base) => ({
  ...base,
  scheduledSeenMs: 200,
  events: [createEvent('Scheduled', 'Successfully assigned'), createEvent('Pulling', 'Pulling image "stream:1"')],
});

export const stuckInContainer: MakeJob = (base) => ({
  ...base,
  scheduledSeenMs: 200,
  events: [
    createEvent('Pulling', 'Pulling image "stream:1"'),
    createEvent('Pulled', 'Successfully pulled image "stream:1" in 1s'),
    createEvent('Created', 'Created container stream'),
  ],
});

export const stuckInProbe: MakeJob = (base) => ({
  ...base,
  scheduledSeenMs: 200,
  startedSeenMs: 900,
  events: [createEvent('Unhealthy', 'Readiness probe failed: connection refused', { type: 'Warning' })],
});

function ended(base: CapacityJob, end: { readonly reason: string; readonly exitCode: number }): CapacityJob {
  const pod = createPod(base.number, { phase: 'Failed', end });
  return { ...base, ...seen(base), class: 'failed', reason: `its container ended: ${end.reason}`, pod };
}

function callFailed(kind: 'refused' | 'lost' | 'silent', text: string): MakeJob {
  return (base) =>
    withoutJob({
      ...base,
      class: 'lost',
      reason: text,
      callFailure: { kind, text: `POST http://host/configure failed: ${text}.` },
    });
}

function withoutJob({ answer: _, jobId: __, pod: ___, podSeenMs: ____, ...job }: CapacityJob): CapacityJob {
  return { ...job, events: [] };
}

export const noSlot = refused(429, 'capacity used up: 150 of 150 slots hold jobs; cancel one or try again later');
export const noPort = refused(
  409,
  'ports used up: every port from 30000 to 32767 is taken; cancel a job or try again later',
);
export const throttled = refused(503, 'create Service grpc-service-1-2: Too many requests, please try again later.');
export const noQuota = refused(
  429,
  'capacity used up, the job was not started: pods "grpc-job" is forbidden: exceeded quota: jobs, requested: pods=1, used: pods=150, limited: pods=150',
);
