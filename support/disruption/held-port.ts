// A Service of the suite's own that holds a port, as some other program in the cluster would.
import type { V1Service } from '@kubernetes/client-node';
import type { ClusterConnection } from '../cluster/transport/connection';
import { createSuiteLabels, deleteIfPresent } from '../cluster/transport/suite-objects';
import type { EventLog } from '../jobs/event-log';

/** The two numbers under which a job's Service is known: the one that counts up from 12301, and the one that the nodes listen at. */
export interface PortPair {
  readonly port: number;
  readonly nodePort: number;
}

export interface HeldPort extends PortPair {
  /** Of the Service that holds it. */
  readonly name: string;
  release(): Promise<void>;
}

export interface HolderOptions {
  readonly cluster: ClusterConnection;
  readonly eventLog: EventLog;
  readonly scenario: string;
}

/**
 * Creates a Service that leads nowhere and holds both numbers; the caller releases it.
 * @throws KubernetesError of kind `invalid` when another Service of the cluster holds the port
 */
export async function holdPort(pair: PortPair, { cluster, eventLog, scenario }: HolderOptions): Promise<HeldPort> {
  const { namespace, core } = cluster;
  const name = `held-port-${pair.nodePort}-${eventLog.runId}`;
  eventLog.write({ event: 'holding', request: 0, scenario, service: name });
  await core.createNamespacedService({ namespace, body: buildHolder(name, pair, eventLog.runId) });
  return { ...pair, name, release: () => release(name, { cluster, eventLog, scenario }) };
}

async function release(name: string, { cluster, eventLog, scenario }: HolderOptions): Promise<void> {
  const { namespace, core } = cluster;
  await deleteIfPresent(core.deleteNamespacedService({ namespace, name }));
  eventLog.write({ event: 'released', request: 0, scenario, service: name });
}

function buildHolder(name: string, pair: PortPair, runId: string): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: createSuiteLabels(runId) },
    spec: { type: 'NodePort', selector: { app: name }, ports: [{ ...pair, protocol: 'TCP' }] },
  };
}
