// Runs the load and records what came of it, also when it is cut off.
import { performance } from 'node:perf_hooks';
import type { ClusterConnection } from '../../cluster/transport/connection';
import { isKubernetesError } from '../../cluster/transport/kubernetes-error';
import { messageChain } from '../../common/errors';
import type { CapacityRecord } from '../capacity-record';
import { cleaned } from './clean-record';
import { countNodePorts, eventsByJob, readQuotas, readServerTrouble } from './cluster-facts';
import { CapacityDriver, type DriverOptions } from './driver';
import { recordJobs } from './job-records';
import { requestsOfOneJob } from './job-resources';
import { NodeSampler } from './node-sampler';
import { type ProgressStream, showProgress } from './progress-lines';

export interface RecordingOptions extends DriverOptions {
  readonly environment: CapacityRecord['environment'];
  /** Not ended by `signal`: of an interrupted run the last readings are taken too. */
  readonly cluster: ClusterConnection;
  /** Names of the server's pods, and what has happened to them since, one line each. */
  readonly server: { readonly pods: readonly string[]; readonly changes: () => readonly string[] };
  readonly progress: ProgressStream;
}

export interface Recording {
  readonly record: CapacityRecord;
  /** Why the run was cut off. */
  readonly failure?: unknown;
}

const sampleEveryMs = 2_000;
/** For each of the last readings, so that an interrupted run ends in time. */
const lastReadingMs = 4_000;

/** Takes as long as the plan needs. Does not reject because the run was cut off: what was seen until then is recorded, with the reason. */
export async function recordCapacity(options: RecordingOptions): Promise<Recording> {
  const run = new RecordedRun(options);
  const failure = await run.failure();
  return { record: cleaned(await run.record(failure)), ...(failure === undefined ? {} : { failure }) };
}

class RecordedRun {
  readonly #startedAt = new Date();
  readonly #startedAtMs = performance.now();
  readonly #ended = new AbortController();
  readonly #driver: CapacityDriver;
  readonly #sampler: NodeSampler;
  readonly #callsBefore: CapacityRecord['apiCalls'];
  #nodePortsBefore = 0;
  readonly #options: RecordingOptions;

  constructor(options: RecordingOptions) {
    this.#options = options;
    const { cluster, observer } = options;
    this.#callsBefore = { ...cluster.statistics };
    this.#driver = new CapacityDriver(options);
    this.#sampler = new NodeSampler({ cluster, observer, everyMs: sampleEveryMs, now: () => this.#nowMs });
  }

  /** Puts the load on, to its end. Resolves to what cut it off, if anything did. */
  async failure(): Promise<unknown> {
    const { cluster, observer, signal, progress } = this.#options;
    const stopShowing = showProgress(progress, () => this.#driver.progress);
    try {
      this.#nodePortsBefore = await countNodePorts(cluster.scoped(signal));
      await observer.events.synced(signal);
      await this.#sampler.start(AbortSignal.any([signal, this.#ended.signal]));
      await this.#driver.run();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      stopShowing();
    }
  }

  async record(failure: unknown): Promise<CapacityRecord> {
    const { environment, plan, observer, server, cluster } = this.#options;
    const endedMs = this.#nowMs;
    this.#ended.abort(new Error('The capacity run has ended'));
    const last = await this.#lastReadings();
    const jobs = recordJobs(this.#driver.tracks, {
      plan,
      startedAtMs: this.#startedAtMs,
      endedMs,
      cutOff: failure !== undefined,
      events: eventsByJob(observer),
    });
    const { calls, throttled } = cluster.statistics;
    this.#driver.release();
    return {
      environment,
      plan,
      startedAt: this.#startedAt,
      endedMs,
      ...(failure === undefined ? {} : { interrupted: messageChain(failure) }),
      steps: this.#driver.steps,
      ...jobs,
      perJob: requestsOfOneJob(observer, new Set(jobs.jobs.flatMap(({ jobId }) => jobId ?? []))),
      nodePortsBefore: this.#nodePortsBefore,
      serverChanges: server.changes(),
      apiCalls: { calls: calls - this.#callsBefore.calls, throttled: throttled - this.#callsBefore.throttled },
      ...last,
    };
  }

  /** What cannot be read now is missing, with its reason. */
  async #lastReadings() {
    const { cluster, server } = this.#options;
    const readings = await this.#sampler.readings();
    const problems = readings.notMeasured === undefined ? [] : [readings.notMeasured];
    const attempt = async <T>(read: (calls: ClusterConnection) => Promise<readonly T[]>): Promise<readonly T[]> => {
      try {
        return await read(cluster.scoped(AbortSignal.timeout(lastReadingMs)));
      } catch (error) {
        if (!isKubernetesError(error) && !(error instanceof DOMException)) throw error;
        problems.push(messageChain(error));
        return [];
      }
    };
    const quotas = await attempt(readQuotas);
    const serverLog = await attempt((calls) => readServerTrouble(calls, server.pods, this.#startedAt));
    const notMeasured = problems.join('; ');
    return { nodes: readings.nodes, quotas, serverLog, ...(notMeasured === '' ? {} : { notMeasured }) };
  }

  get #nowMs(): number {
    return performance.now() - this.#startedAtMs;
  }
}
