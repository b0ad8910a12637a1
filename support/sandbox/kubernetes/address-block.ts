// The loopback addresses of one cluster: a block of its own, so that several clusters run side by side.
import { randomInt } from 'node:crypto';
import type { AddressBlock } from './node';

/** A block of 1,024 addresses at random, away from `127.0.x.x`, which other programs use. */
export function randomBlock(): AddressBlock {
  return { base: `127.${randomInt(16, 250)}.${randomInt(64) * 4}.0`, prefix: 22 };
}

/** The first usable address of the block, where the API server and the first node are. */
export function firstAddress({ base }: AddressBlock): string {
  return base.replace(/0$/, '1');
}
