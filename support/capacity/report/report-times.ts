// Times in file names and reports: UTC without a zone.

export const timeZone = 'UTC';
export const suiteClock = "suite's monotonic clock";

/** The clock of each kind of figure. */
export const clocks = [
  { figure: 'latencies, timeline, plateau', clock: `${suiteClock}, milliseconds since the start of the run` },
  { figure: 'scheduled, started and ready', clock: `${suiteClock}, when the suite's watch showed it` },
  { figure: 'times of pods and events in the evidence of causes', clock: "cluster's clock, whole seconds" },
  { figure: 'generated_at, run_started_at and file names', clock: "wall clock of the suite's machine, UTC" },
];

/** `2025-10-27T18:00:00` */
export function formatReportTime(date: Date): string {
  return date.toISOString().slice(0, 19);
}

/** `20251027_180000` */
export function formatFileTime(date: Date): string {
  return formatReportTime(date).replaceAll(/[-:]/g, '').replace('T', '_');
}
