// Allocates the cluster IPs and node ports of Services, each to one Service at a time.
import { randomInt } from 'node:crypto';
import type { Admission } from '../admission';
import { getDefinition, type Resource } from '../resource-definitions';
import { invalid, StatusError } from '../status-error';
import type { Draft, Frozen, Stored, WatchEvent } from '../store-types';
import { GoText, invalidValue } from '../strategies/field-causes';
import { hasNodePorts, type ServicePort, type ServiceSpec } from '../strategies/service-strategy';

const addressPrefix = '10.96.';
const addressRange = '10.96.0.0/16';

/** The node ports that Services get, ends included: `--service-node-port-range` of an API server. */
export interface NodePortRange {
  readonly first: number;
  readonly last: number;
}

/** Kubernetes' default. */
export const defaultNodePorts: NodePortRange = { first: 30_000, last: 32_767 };

/** Source: the Service registry's allocators. A dry run allocates for the answer alone. */
export class ServiceAllocator implements Admission {
  readonly #range: NodePortRange;
  readonly #ports = new Set<number>();
  readonly #addresses = new Set<string>();

  constructor(range: NodePortRange) {
    this.#range = range;
  }

  admit(resource: Resource, draft: Draft, stored?: Stored): void {
    if (resource !== 'services') return;
    const service = draft as Draft<'services'>;
    const before = (stored as Stored<'services'> | undefined)?.spec;
    const { spec } = service;
    if (!spec) return;
    this.#allocateAddress(service.metadata.name, spec, before);
    if (hasNodePorts(spec)) this.#allocatePorts(service.metadata.name, spec.ports ?? [], before?.ports ?? []);
    else for (const port of spec.ports ?? []) delete port.nodePort;
  }

  committed(resource: Resource, { type, object, previous }: WatchEvent): void {
    if (resource !== 'services') return;
    this.#account(previous, (set, value) => set.delete(value));
    if (type !== 'DELETED') this.#account(object, (set, value) => set.add(value));
  }

  #account(service: Stored | undefined, change: <T>(set: Set<T>, value: T) => void): void {
    const { clusterIP, ports = [] } = (service as Stored<'services'> | undefined)?.spec ?? {};
    if (clusterIP && clusterIP !== 'None') change(this.#addresses, clusterIP);
    for (const { nodePort } of ports) if (nodePort) change(this.#ports, nodePort);
  }

  #allocateAddress(name: string, spec: ServiceSpec, before: Frozen<ServiceSpec> | undefined): void {
    if (spec.type === 'ExternalName') return;
    spec.clusterIP ||= this.#findFreeAddress();
    spec.clusterIPs = [spec.clusterIP];
    if (spec.clusterIP === 'None' || spec.clusterIP === before?.clusterIP) return;
    const inRange = spec.clusterIP.startsWith(addressPrefix);
    const why = inRange
      ? 'is already allocated'
      : `is not in the valid range. The range of valid IPs is ${addressRange}`;
    if (inRange && !this.#addresses.has(spec.clusterIP)) return;
    const shown = new GoText(`[]string{${JSON.stringify(spec.clusterIP)}}`);
    const cause = invalidValue(
      'spec.clusterIPs',
      shown,
      `failed to allocated ip:${spec.clusterIP} with error:provided IP ${why}`,
    );
    throw invalid(getDefinition('services'), name, [cause]);
  }

  #allocatePorts(name: string, ports: readonly ServicePort[], before: readonly Frozen<ServicePort>[]): void {
    const own = before.map(({ nodePort }) => nodePort);
    const given = new Set<number>();
    const isTaken = (port: number): boolean => this.#ports.has(port) || given.has(port);
    ports.forEach((port, index) => {
      const kept = before.find((other) => other.port === port.port && other.protocol === port.protocol)?.nodePort;
      port.nodePort ||= kept ?? findFreePort(this.#range, isTaken);
      if (!own.includes(port.nodePort)) this.#checkPort(name, port.nodePort, isTaken, `spec.ports[${index}].nodePort`);
      given.add(port.nodePort);
    });
  }

  #checkPort(name: string, port: number, isTaken: (port: number) => boolean, field: string): void {
    const { first, last } = this.#range;
    const inRange = port >= first && port <= last;
    if (inRange && !isTaken(port)) return;
    const why = inRange
      ? 'provided port is already allocated'
      : `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
    throw invalid(getDefinition('services'), name, [invalidValue(field, port, why)]);
  }

  #findFreeAddress(): string {
    for (;;) {
      const address = `${addressPrefix}${randomInt(256)}.${randomInt(1, 255)}`;
      if (!this.#addresses.has(address)) return address;
    }
  }
}

function findFreePort({ first, last }: NodePortRange, isTaken: (port: number) => boolean): number {
  const size = last - first + 1;
  const start = randomInt(size);
  for (let step = 0; step < size; step++) {
    const port = first + ((start + step) % size);
    if (!isTaken(port)) return port;
  }
  const message = 'Internal error occurred: failed to allocate a nodePort: range is full';
  const causes = [{ message: 'failed to allocate a nodePort: range is full' }];
  throw new StatusError(500, 'InternalError', message, { causes });
}
