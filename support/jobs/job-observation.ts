// What an operator can see of a running job: log, events, status, use of resources; each method is one expectation.
import { performance } from 'node:perf_hooks';
import type { V1Pod } from '@kubernetes/client-node';
import { areInOrder, findEvents } from '../cluster/readings/events';
import { readLog } from '../cluster/readings/logs';
import { readPodMetrics } from '../cluster/readings/metrics';
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { describeObject, identify } from '../cluster/watch/kinds';
import { type PollOptions, poll } from '../common/poll';
import type { Environment } from '../environment';
import { expectObject, type JobInspector } from './job-inspector';
import { streamContainerPort } from './object-names';
import { checkJobStatus, checkPodStatus } from './status-checks';

export interface ObservationOptions {
  readonly observer: ClusterObserver;
  readonly cluster: ClusterConnection;
  readonly deadlines: Environment['deadlines'];
  readonly signal: AbortSignal;
}

export class JobObservation {
  constructor(
    private readonly inspector: JobInspector,
    private readonly options: ObservationOptions,
  ) {}

  /** The log of the streaming container can be read and has at least one line that is not blank. */
  async expectLog(): Promise<void> {
    const pod = await this.inspector.findPod();
    await poll(`the log of ${describeObject(pod)} to hold a line`, this.#createPollOptions(250), async () => {
      const { text } = await readLog(this.options.cluster, identify(pod).name, findStreamingContainer(pod));
      return text.trim() === '' ? { seen: 'it is empty' } : { value: text };
    });
  }

  /** The pod's events report the reasons in this order, others between them allowed. */
  async expectEvents(reasons: readonly string[]): Promise<void> {
    const pod = await this.inspector.findPod();
    const what = `the events of ${describeObject(pod)} to report ${reasons.join(', ')} in that order`;
    await poll(what, this.#createPollOptions(50), async () => {
      await this.options.observer.events.waitUntilSynced(this.options.signal);
      const events = findEvents(this.options.observer.events.listObjects(), identify(pod).uid);
      const reported = events.map(({ reason }) => reason).join(', ') || 'nothing';
      return areInOrder(events, reasons) ? { value: events } : { seen: `they report ${reported}` };
    });
  }

  /** The Job's status counts its one running pod, and the pod's conditions agree with one another. @throws UnmetExpectation */
  async expectAgreeingStatus(): Promise<void> {
    const pod = await this.inspector.findPod();
    expectObject(pod, "the pod's conditions to be those of a running pod", checkPodStatus(pod));
    const job = await this.inspector.waitForJob(0);
    expectObject(job, 'the status of the Job to agree with its running pod', checkJobStatus(pod)(job));
  }

  /** CPU and memory of the pod in one sentence, or that and why this cluster does not measure them. */
  async readUsage(): Promise<string> {
    const pod = await this.inspector.findPod();
    const { cluster, deadlines, signal } = this.options;
    const options = { withinMs: deadlines.metricsMs, everyMs: 500, signal };
    return poll(`a sample of the CPU and memory use of ${describeObject(pod)}`, options, async () => {
      const metrics = await readPodMetrics(cluster, identify(pod).name);
      if (metrics.kind === 'absent') return { value: `CPU and memory use were not checked: ${metrics.reason}` };
      if (metrics.kind === 'no-sample') return { seen: 'the metrics API has none of it' };
      const { cpu, memoryBytes } = metrics.pod;
      if (memoryBytes <= 0) return { seen: `the metrics API reports ${memoryBytes} bytes of memory` };
      return {
        value: `The pod uses ${cpu.toFixed(3)} CPU cores and ${Math.round(memoryBytes / 2 ** 20)} MiB of memory`,
      };
    });
  }

  /** Log and events come with a little delay; they have the time that the pod itself has to run. */
  #createPollOptions(everyMs: number): PollOptions {
    const { deadlines, signal } = this.options;
    const left = this.inspector.job.sentAtMs + deadlines.podRunningMs - performance.now();
    return { withinMs: Math.max(left, everyMs), everyMs, signal };
  }
}

/** Which of several containers has the log that is meant: without a name, Kubernetes refuses to choose. */
function findStreamingContainer({ spec }: V1Pod): { container?: string } {
  const streams = spec?.containers.find(({ ports }) =>
    ports?.some(({ containerPort }) => containerPort === streamContainerPort),
  );
  return streams === undefined ? {} : { container: streams.name };
}
