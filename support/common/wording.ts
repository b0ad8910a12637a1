// Formats of numbers and texts in messages and reports.

/** A measured time, such as `0.25 s` or `12.5 s`: two digits after the point below one second, else one; without zeros at the end. */
export function formatSeconds(milliseconds: number): string {
  const digits = milliseconds < 1_000 ? 2 : 1;
  return `${Number((milliseconds / 1_000).toFixed(digits))} s`;
}

/** A measured time in a column or beside others, such as `12.0 s`: always one digit after the point, and never less than zero. */
export function formatTenths(milliseconds: number): string {
  return `${(Math.max(milliseconds, 0) / 1_000).toFixed(1)} s`;
}

/** A time that was set, such as `30 s` or `0.125 s`: not rounded. */
export function formatExactSeconds(milliseconds: number): string {
  return `${milliseconds / 1_000} s`;
}

/** A time that was set, in the largest unit of which it is a whole number, such as `1 h`, `90 s` or `5 min`. */
export function formatDuration(milliseconds: number): string {
  const units = [
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1_000],
  ] as const;
  // "60 s" is read more easily than "1 min" beside other seconds.
  const unit = units.find(([name, size]) => milliseconds % size === 0 && (name !== 'min' || milliseconds > 60_000));
  return unit === undefined ? `${milliseconds} ms` : `${milliseconds / unit[1]} ${unit[0]}`;
}

/** A share of 1, such as `95 %` or `0.25 %`: at most two digits after the point. */
export function formatPercent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

/** Such as `1 job` and `2 jobs`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** The text before the first line break. */
export function readFirstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
