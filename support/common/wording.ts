// How numbers are written in messages and reports.

/** Such as `0.25 s` or `12.5 s`: two digits after the point below one second, else one; without zeros at the end. */
export function formatSeconds(milliseconds: number): string {
  const digits = milliseconds < 1_000 ? 2 : 1;
  return `${Number((milliseconds / 1_000).toFixed(digits))} s`;
}
