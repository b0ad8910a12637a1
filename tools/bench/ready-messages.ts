// The messages between the benchmark and its API server.

export type ToServer = { readonly type: 'create' | 'record-ready'; readonly pod: string } | { readonly type: 'stop' };

export type FromServer =
  | { readonly type: 'started'; readonly kubeconfig: string }
  | { readonly type: 'created' }
  /** `atMs` is on the clock of `readMonotonicMs`, read after the store has stored the change. */
  | { readonly type: 'recorded'; readonly atMs: number };
