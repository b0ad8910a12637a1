// What the catalogue says of a fault.
import type { Size } from './size';

export interface Fault {
  /** Its name on the command line, in kebab-case. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Where such a fault would occur in a real system. */
  readonly layer: 'answer' | 'object' | 'controller' | 'node' | 'network' | 'program';
  /** The part of the sandbox that shows it. */
  readonly part: 'stand-in' | 'cluster';
  /** Folders of `features/` that it concerns. */
  readonly features: readonly string[];
  /** `@id` tags of the scenarios that must catch it; none where it is tolerated. */
  readonly caughtBy: readonly string[];
  /** A trouble by chance, such as every environment knows: with it a healthy server must still be accepted. */
  readonly tolerated?: boolean;
  /** Every scenario takes several times as long with it. */
  readonly slowsDown?: boolean;
  /** No job comes to life with it: every scenario that needs one may turn red. */
  readonly breaksJobs?: boolean;
  /** `@id` tags of further scenarios that may rightly turn red. */
  readonly alsoTouches?: readonly string[];
  /** What it makes of the sandbox's size; a fault of the cluster with a size is nothing beside that. */
  readonly size?: Size;
}
