// Rules over several objects: quota, addresses, ports.
import type { Resource } from './resource-definitions';
import type { Draft, Stored, WatchEvent } from './store-types';

/** A rule over several objects. It may complete the draft, refuse it with a `StatusError`, and keep account of what was stored. */
export interface Admission {
  /** Called with every valid object that is about to be created or updated (`stored` is the present one), also on a dry run. */
  admit(resource: Resource, draft: Draft, stored?: Stored): void;
  /** Called with every change, before it is reported to watchers. */
  committed(resource: Resource, event: WatchEvent): void;
}
