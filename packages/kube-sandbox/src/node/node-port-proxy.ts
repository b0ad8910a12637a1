// Serves the NodePorts of Services on the nodes' addresses, as kube-proxy does.
import type { Store, Stored } from '../store';
import type { NodeOptions } from './node-options';
import { areServedForEver, findResetInterval, findTargets } from './node-port-targets';
import { PortForwarder, type Target } from './port-forwarder';

/**
 * A real listener for each NodePort with a ready endpoint. Where a Service has none, nothing listens, so that a connection is refused
 * as iptables rejects it; when the Service goes, its listener and connections go too.
 */
export class NodePortProxy {
  readonly #store: Store;
  readonly #addresses: readonly string[];
  readonly #options: Pick<NodeOptions, 'recorder' | 'policies'>;
  readonly #forwarders = new Map<string, PortForwarder>();
  readonly #closing = new Map<string, Promise<void>>();
  readonly #portsOfService = new Map<string, readonly number[]>();
  /** Keys of Services whose ports stay open when they are gone. */
  readonly #servedForEver = new Set<string>();
  readonly #unsubscribers: readonly (() => void)[];
  #stopped = false;

  constructor(store: Store, addresses: readonly string[], options: Pick<NodeOptions, 'recorder' | 'policies'>) {
    this.#store = store;
    this.#addresses = addresses;
    this.#options = options;
    const sync = ({ object: { metadata } }: { readonly object: Stored<'services'> | Stored<'endpoints'> }): void =>
      this.#sync(metadata.namespace ?? '', metadata.name);
    for (const object of store.list('services')) sync({ object });
    this.#unsubscribers = [store.watch('services', sync), store.watch('endpoints', sync)];
  }

  /** Closes all listeners and connections. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const unsubscribe of this.#unsubscribers) unsubscribe();
    for (const key of [...this.#forwarders.keys()]) this.#close(key);
    await Promise.all(this.#closing.values());
  }

  #sync(namespace: string, name: string): void {
    const service = this.#store.find('services', namespace, name);
    const endpoints = this.#store.find('endpoints', namespace, name);
    const { policies } = this.#options;
    const key = `${namespace}/${name}`;
    if (service && areServedForEver(policies, service)) this.#servedForEver.add(key);
    const wanted = service ? findTargets(policies, service, endpoints) : new Map<number, readonly Target[]>();
    if (wanted.size === 0 && this.#servedForEver.has(key)) return;
    for (const port of this.#portsOfService.get(key) ?? [])
      if (!wanted.has(port)) this.#each(port, (at) => this.#close(at));
    if (wanted.size > 0) this.#portsOfService.set(key, [...wanted.keys()]);
    else this.#portsOfService.delete(key);
    for (const [port, targets] of wanted) {
      this.#each(port, (at, ip) => this.#open(at, { service, ip, port }, targets));
    }
  }

  #each(port: number, action: (key: string, address: string) => void): void {
    for (const address of this.#addresses) action(`${address}:${port}`, address);
  }

  #open(key: string, { service, ...address }: NodePort, targets: readonly Target[]): void {
    const present = this.#forwarders.get(key);
    if (present) {
      present.targets = targets;
      return;
    }
    const closing = this.#closing.get(key);
    if (closing) {
      void closing.then(() => this.#reopen(address));
      return;
    }
    const onError = (error: Error): void => this.#skip(key, service, error);
    const { policies } = this.#options;
    const closesOnRefusal = policies.listNamed('refusals-close-node-ports').length > 0;
    const resetsEvery = service ? findResetInterval(policies, service) : Number.POSITIVE_INFINITY;
    this.#forwarders.set(key, new PortForwarder(address, targets, { onError, closesOnRefusal, resetsEvery }));
  }

  /** Another program of this machine has the port: like kube-proxy, record an event and go on without it. */
  #skip(key: string, service: Stored<'services'> | undefined, { message }: Error): void {
    this.#forwarders.delete(key);
    if (!service || this.#stopped) return;
    const occurrence = {
      type: 'Warning',
      reason: 'PortNotOpened',
      message: `can't open ${key}, skipping it: ${message}`,
    } as const;
    this.#options.recorder.record({ component: 'kube-proxy' }, service, occurrence);
  }

  /** The port was still being closed when a Service needed it again: the Service that needs it now gets it. */
  #reopen({ port }: Target): void {
    if (this.#stopped) return;
    for (const [key, ports] of this.#portsOfService) {
      const [namespace = '', name = ''] = key.split('/');
      if (ports.includes(port)) this.#sync(namespace, name);
    }
  }

  #close(key: string): void {
    const forwarder = this.#forwarders.get(key);
    if (!forwarder) return;
    this.#forwarders.delete(key);
    this.#closing.set(
      key,
      forwarder.close().finally(() => this.#closing.delete(key)),
    );
  }
}

interface NodePort extends Target {
  readonly service: Stored<'services'> | undefined;
}
