// What a job occupies: a slot, a port and a number of its own.
import type { ApiClient } from '../api-server/client';
import type { Hooks } from '../hooks';
import { refuse } from '../rest/refusal';
import { lastNodePort, nodePortOf, noPort, offsetOfNodePort, Ports } from './ports';
import { Sequence } from './sequence';
import { Slots } from './slots';

export interface Place {
  readonly slot: number;
  readonly sequence: number;
  portOffset: number;
}

export class Places {
  readonly #slots: Slots;
  readonly #ports = new Ports();
  readonly #sequence: Sequence;

  constructor(
    client: ApiClient,
    slots: number,
    private readonly hooks: Hooks,
  ) {
    this.#slots = new Slots(slots);
    this.#sequence = new Sequence(client);
  }

  /** A free place. Throws a `Refusal` when slots (429) or ports (409) are used up, and `ApiServerError`. */
  async take(): Promise<Place> {
    const slot = this.#takeSlot();
    try {
      const sequence = this.hooks.sequence(await this.#sequence.next());
      return { slot, sequence, portOffset: this.#takePort() };
    } catch (error) {
      this.#slots.release(slot);
      throw error;
    }
  }

  /** Marks the place of a job that was found at start. */
  claim(place: Place): void {
    this.#slots.claim(place.slot);
    this.#ports.claim(place.portOffset);
  }

  /** Gives the place another port, since its own is taken by somebody else. Throws a `Refusal` 409 when ports are used up. */
  changePort(place: Place): void {
    const taken = place.portOffset;
    place.portOffset = this.#takePort();
    this.#ports.release(taken);
  }

  /** Takes note of the port that the cluster chose for the place. */
  usePort(place: Place, nodePort: number): void {
    this.#ports.release(place.portOffset);
    place.portOffset = offsetOfNodePort(nodePort) ?? noPort;
    this.#ports.hold(place.portOffset);
  }

  release(place: Place): void {
    this.#slots.release(place.slot);
    this.#ports.release(place.portOffset);
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
      const range = `${nodePortOf(0)} to ${lastNodePort}`;
      const msg = `ports used up: every port from ${range} is taken; cancel a job or try again later`;
      throw refuse(409, ['server', 'ports'], 'port', msg);
    }
    return offset;
  }
}
