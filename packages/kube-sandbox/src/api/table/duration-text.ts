// Durations as kubectl prints them.

/** Time since a timestamp: `5s`, `2m30s`, `11m`, `3h5m`, `26h`, `2d3h`, `10d`. Source: `HumanDuration` of apimachinery. */
export function formatAge(timestamp: string | undefined | null, now: Date): string {
  if (!timestamp) return '<unknown>';
  return formatDuration((now.getTime() - Date.parse(timestamp)) / 1000);
}

/** A duration of so many seconds. */
export function formatDuration(exactSeconds: number): string {
  const seconds = Math.floor(exactSeconds);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return formatPair(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return formatPair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return formatPair(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return days < 8 * 365 ? formatPair(years, 'y', days % 365, 'd') : `${years}y`;
}

function formatPair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
