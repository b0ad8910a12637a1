// Times as objects contain them.

/** RFC 3339 in whole seconds, such as `2025-01-01T00:00:00Z`. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
