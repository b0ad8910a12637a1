// Runs the load and records its result, even if the run is cut off.
import { performance } from 'node:perf_hooks';
import type { ClusterConnection } from '../../cluster/transport/connection';
import { isKubernetesError } from '../../cluster/transport/kubernetes-error';
import { toMessageChain } from '../../common/errors';
import type { CapacityRecord } from '../capacity-record';
import { cleanRecord } from './clean-record';
import { countNodePorts, groupEventsByJob, readQuotas, readServerTrouble } from './cluster-facts';
import { CapacityDriver, type DriverOptions } from './driver';
import { recordJobs } from './job-records';
import { measureJobRequests } from './job-resources';
import { NodeSampler } from './node-sampler';
import { type ProgressStream, showProgress } from './progress-lines';

export interface RecordingOptions extends DriverOptions {
  readonly environment: CapacityRecord['environment'];
  /** Not ended by `signal`: an interrupted run takes the last readings too. */
  readonly cluster: ClusterConnection;
  /** The names of the server's pods, and a function that lists their changes since then, one line each. */
  readonly server: { readonly pods: readonly string[]; readonly changes: () => readonly string[] };
  readonly progress: ProgressStream;
}

export interface Recording {
  readonly record: CapacityRecord;
  /** Why the run was cut off. */
  readonly failure?: unknown;
}

const sampleEveryMs = 2_000;
/** The deadline of each of the last readings, so that an interrupted run ends in time. */
const lastReadingMs = 4_000;

/** Runs the plan. Does not reject if the run is cut off: the record then contains what was seen until then, and the reason. */
export async function recordCapacity(options: RecordingOptions): Promise<Recording> {
  const run = new RecordedRun(options);
  const failure = await run.runLoad();
  return { record: cleanRecord(await run.record(failure)), ...(failure === undefined ? {} : { failure }) };
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

  /** Runs the load until its end. Resolves to the error that cut it off, if there was one. */
  async runLoad(): Promise<unknown> {
    const { cluster, observer, signal, progress } = this.#options;
    const stopShowing = showProgress(progress, () => this.#driver.progress);
    try {
      this.#nodePortsBefore = await countNodePorts(cluster.scoped(signal));
      await observer.events.waitUntilSynced(signal);
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
    const last = await this.#collectLastReadings();
    const jobs = recordJobs(this.#driver.tracks, {
      plan,
      startedAtMs: this.#startedAtMs,
      endedMs,
      cutOff: failure !== undefined,
      events: groupEventsByJob(observer),
    });
    const { calls, throttled } = cluster.statistics;
    this.#driver.release();
    return {
      environment,
      plan,
      startedAt: this.#startedAt,
      endedMs,
      ...(failure === undefined ? {} : { interrupted: toMessageChain(failure) }),
      steps: this.#driver.steps,
      ...jobs,
      perJob: measureJobRequests(observer, new Set(jobs.jobs.flatMap(({ jobId }) => jobId ?? []))),
      nodePortsBefore: this.#nodePortsBefore,
      serverChanges: server.changes(),
      apiCalls: { calls: calls - this.#callsBefore.calls, throttled: throttled - this.#callsBefore.throttled },
      ...last,
    };
  }

  /** A reading that fails is missing in the record, with its reason. */
  async #collectLastReadings() {
    const { cluster, server } = this.#options;
    const readings = await this.#sampler.collectReadings();
    const problems = readings.notMeasured === undefined ? [] : [readings.notMeasured];
    const attempt = async <T>(read: (calls: ClusterConnection) => Promise<readonly T[]>): Promise<readonly T[]> => {
      try {
        return await read(cluster.scoped(AbortSignal.timeout(lastReadingMs)));
      } catch (error) {
        if (!isKubernetesError(error) && !(error instanceof DOMException)) throw error;
        problems.push(toMessageChain(error));
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
