// Assigns the addresses of the cluster's loopback block.
import type { AddressBlock } from '../address-block';

/** The n-th address of a block; throws when the block is smaller. */
export function getAddress({ base, prefix }: AddressBlock, index: number): string {
  if (index >= 2 ** (32 - prefix)) throw new Error(`the block ${base}/${prefix} has no address number ${index}`);
  const first = base.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
  return [24, 16, 8, 0].map((shift) => Math.floor((first + index) / 2 ** shift) % 256).join('.');
}

/** Addresses for pods. A released address is used again only after all the others. */
export class AddressPool {
  readonly #block: AddressBlock;
  readonly #free: string[] = [];
  #next: number;
  #left: number;

  /** `reserved` addresses at the start of the block are not assigned; at most `limit` are taken at a time. */
  constructor(block: AddressBlock, reserved: number, limit = Number.POSITIVE_INFINITY) {
    this.#block = block;
    this.#next = reserved;
    this.#left = Math.min(limit, this.#size - 1 - reserved);
  }

  /** A free address, or undefined when all are taken. */
  take(): string | undefined {
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    if (this.#next >= this.#size - 1) return this.#free.shift();
    const address = getAddress(this.#block, this.#next);
    this.#next += 1;
    return address;
  }

  /** Makes an address free again. */
  release(address: string): void {
    this.#left += 1;
    this.#free.push(address);
  }

  get #size(): number {
    return 2 ** (32 - this.#block.prefix);
  }
}
