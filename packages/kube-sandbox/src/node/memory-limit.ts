// A node whose memory is enough for so many streaming pods only.
import type { Stored } from '../store';
import type { ContainerRun } from './container-run';

const STREAMING_POD = 'grpc-job-';
/** How long a container lives that does not fit into memory. */
const LIFETIME_MS = 200;

/** Counts the streaming containers that run, and has those beyond the limit killed. */
export class MemoryLimit {
  private readonly running = new Set<ContainerRun>();

  constructor(private readonly mostPods = Number.POSITIVE_INFINITY) {}

  /** Takes in a run that starts. One too many is killed as OOMKilled soon after. */
  watch(pod: Stored<'pods'>, run: ContainerRun): void {
    if (!pod.metadata.name.startsWith(STREAMING_POD)) return;
    if (this.running.size >= this.mostPods) {
      const timer = setTimeout(() => run.kill('OOMKilled'), LIFETIME_MS);
      void run.ended.then(() => clearTimeout(timer));
      return;
    }
    this.running.add(run);
    void run.ended.then(() => this.running.delete(run));
  }
}
