// What one resource adds to the store's common rules.
import type { Resource } from '../resource-definitions';
import type { Cause } from '../status-error';
import type { Draft, Stored } from '../store-types';

/** Defaults and validation of one resource; each part is optional. */
export interface Strategy<R extends Resource> {
  /** Fills what the client left out, and drops what it may not set. */
  prepareCreate?(draft: Draft<R>): void;
  /** The same for an update of spec and metadata. */
  prepareUpdate?(draft: Draft<R>, stored: Stored<R>): void;
  /** Everything that is wrong with the object; `stored` is absent when it is created. */
  validate?(draft: Draft<R>, stored?: Stored<R>): readonly Cause[];
}

export type Strategies = { readonly [R in Resource]?: Strategy<R> };
