// A clock that all threads of a process share; `performance.now()` begins at 0 in each thread.

/** Milliseconds, with fractions, since an arbitrary moment. */
export function readMonotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
