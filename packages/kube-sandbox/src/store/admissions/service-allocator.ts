// Gives Services their cluster IPs and node ports, each to one Service at a time.
import { randomInt } from 'node:crypto';
import type { Admission } from '../admission';
import { definitionOf, type Resource } from '../resources';
import { invalid, StatusError } from '../status-error';
import { GoText, invalidValue } from '../strategies/causes';
import { hasNodePorts, type ServicePort, type ServiceSpec } from '../strategies/service';
import type { Draft, Frozen, Stored, WatchEvent } from '../types';

const FIRST_PORT = 30_000;
const LAST_PORT = 32_767;
const ADDRESS_PREFIX = '10.96.';
const ADDRESS_RANGE = '10.96.0.0/16';

/** Source: the Service registry's allocators. A dry run allocates for the answer alone. */
export class ServiceAllocator implements Admission {
  readonly #ports = new Set<number>();
  readonly #addresses = new Set<string>();

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
    spec.clusterIP ||= this.#freeAddress();
    spec.clusterIPs = [spec.clusterIP];
    if (spec.clusterIP === 'None' || spec.clusterIP === before?.clusterIP) return;
    const inRange = spec.clusterIP.startsWith(ADDRESS_PREFIX);
    const why = inRange
      ? 'is already allocated'
      : `is not in the valid range. The range of valid IPs is ${ADDRESS_RANGE}`;
    if (inRange && !this.#addresses.has(spec.clusterIP)) return;
    const shown = new GoText(`[]string{${JSON.stringify(spec.clusterIP)}}`);
    const cause = invalidValue(
      'spec.clusterIPs',
      shown,
      `failed to allocated ip:${spec.clusterIP} with error:provided IP ${why}`,
    );
    throw invalid(definitionOf('services'), name, [cause]);
  }

  #allocatePorts(name: string, ports: readonly ServicePort[], before: readonly Frozen<ServicePort>[]): void {
    const own = before.map(({ nodePort }) => nodePort);
    const given = new Set<number>();
    const isTaken = (port: number): boolean => this.#ports.has(port) || given.has(port);
    ports.forEach((port, index) => {
      const kept = before.find((other) => other.port === port.port && other.protocol === port.protocol)?.nodePort;
      port.nodePort ||= kept ?? freePort(isTaken);
      if (!own.includes(port.nodePort)) checkPort(name, port.nodePort, isTaken, `spec.ports[${index}].nodePort`);
      given.add(port.nodePort);
    });
  }

  #freeAddress(): string {
    for (;;) {
      const address = `${ADDRESS_PREFIX}${randomInt(256)}.${randomInt(1, 255)}`;
      if (!this.#addresses.has(address)) return address;
    }
  }
}

function checkPort(name: string, port: number, isTaken: (port: number) => boolean, field: string): void {
  const inRange = port >= FIRST_PORT && port <= LAST_PORT;
  if (inRange && !isTaken(port)) return;
  const why = inRange
    ? 'provided port is already allocated'
    : `provided port is not in the valid range. The range of valid ports is ${FIRST_PORT}-${LAST_PORT}`;
  throw invalid(definitionOf('services'), name, [invalidValue(field, port, why)]);
}

function freePort(isTaken: (port: number) => boolean): number {
  const size = LAST_PORT - FIRST_PORT + 1;
  const start = randomInt(size);
  for (let step = 0; step < size; step++) {
    const port = FIRST_PORT + ((start + step) % size);
    if (!isTaken(port)) return port;
  }
  const message = 'Internal error occurred: failed to allocate a nodePort: range is full';
  const causes = [{ message: 'failed to allocate a nodePort: range is full' }];
  throw new StatusError(500, 'InternalError', message, { causes });
}
