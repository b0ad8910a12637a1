// What each job occupies: a slot, a port and a sequence number of its own.
import type { ApiClient } from '../api-server/client';
import type { Hooks } from '../hooks';
import { refuse } from '../rest/refusal';
import type { ServerSettings } from '../settings';
import { noPort, Ports, toNodePort, toPortOffset } from './ports';
import { Sequence } from './sequence';
import { Slots } from './slots';

export interface Reservation {
  readonly slot: number;
  readonly sequence: number;
  portOffset: number;
}

export class Reservations {
  readonly #slots: Slots;
  readonly #ports: Ports;
  readonly #lastNodePort: number;
  readonly #sequence: Sequence;
  readonly #hooks: Hooks;

  constructor(
    client: ApiClient,
    { SLOTS: slots, LAST_NODE_PORT: lastNodePort }: Pick<ServerSettings, 'SLOTS' | 'LAST_NODE_PORT'>,
    hooks: Hooks,
  ) {
    this.#slots = new Slots(slots);
    this.#ports = new Ports(lastNodePort);
    this.#lastNodePort = lastNodePort;
    this.#sequence = new Sequence(client);
    this.#hooks = hooks;
  }

  /** Reserves what a job needs. Throws a `Refusal` when slots (429) or ports (409) are used up, and `ApiServerError`. */
  async reserve(): Promise<Reservation> {
    const slot = this.#takeSlot();
    try {
      const sequence = this.#hooks.sequence(await this.#sequence.next());
      return { slot, sequence, portOffset: this.#takePort() };
    } catch (error) {
      this.#slots.release(slot);
      throw error;
    }
  }

  /** Marks what a job occupies that was found at the start. */
  claim({ slot, portOffset }: Reservation): void {
    this.#slots.claim(slot);
    this.#ports.claim(portOffset);
  }

  /** Exchanges the port, since another Service holds it. Throws a `Refusal` 409 when ports are used up. */
  changePort(reservation: Reservation): void {
    const taken = reservation.portOffset;
    reservation.portOffset = this.#takePort();
    this.#ports.release(taken);
  }

  /** Records the port that the cluster chose. */
  usePort(reservation: Reservation, nodePort: number): void {
    this.#ports.release(reservation.portOffset);
    reservation.portOffset = toPortOffset(nodePort) ?? noPort;
    this.#ports.hold(reservation.portOffset);
  }

  release({ slot, portOffset }: Reservation): void {
    this.#slots.release(slot);
    this.#ports.release(portOffset);
  }

  #takeSlot(): number {
    const slot = this.#slots.take();
    if (slot === undefined) {
      const { count } = this.#slots;
      const msg = `capacity used up: ${count} of ${count} slots hold jobs; cancel one or try again later`;
      throw refuse(429, ['server', 'slots'], 'capacity', msg);
    }
    return slot;
  }

  #takePort(): number {
    const offset = this.#ports.take();
    if (offset === undefined) {
      const range = `${toNodePort(0)} to ${this.#lastNodePort}`;
      const msg = `ports used up: every port from ${range} is taken; cancel a job or try again later`;
      throw refuse(409, ['server', 'ports'], 'port', msg);
    }
    return offset;
  }
}
