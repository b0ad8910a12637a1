// What the benchmark and its API server say to each other.

export type ToServer = { readonly type: 'create' | 'record-ready'; readonly pod: string } | { readonly type: 'stop' };

export type FromServer =
  | { readonly type: 'started'; readonly kubeconfig: string }
  | { readonly type: 'created' }
  /** `atMs` on the clock of `readMonotonicMs`, taken after the store has taken the change. */
  | { readonly type: 'recorded'; readonly atMs: number };
