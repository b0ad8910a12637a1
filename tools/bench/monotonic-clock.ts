// A clock that all threads of a process share; `performance.now()` starts anew in each.

/** Milliseconds, with fractions, since an arbitrary moment. */
export function readMonotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
