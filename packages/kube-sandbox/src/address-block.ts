// The loopback addresses of one cluster: a block of its own, so that several clusters run side by side.
import { randomInt } from 'node:crypto';

/** A block of loopback addresses that belongs to one cluster. */
export interface AddressBlock {
  /** First address of the block, such as `127.20.4.0`; the nodes have the addresses after it. */
  readonly base: string;
  /** Length of the network prefix, such as 22 for 1,022 addresses. */
  readonly prefix: number;
}

/** A block at random, away from `127.0.x.x`, which other programs use: 16,384 addresses, so that 5,000 jobs of two pods each fit. */
export function chooseBlock(): AddressBlock {
  return { base: `127.${randomInt(16, 250)}.${randomInt(4) * 64}.0`, prefix: 18 };
}

/** The first usable address of the block, where the API server and the first node are. */
export function computeFirstAddress({ base }: AddressBlock): string {
  return base.replace(/0$/, '1');
}
