// Times of the reports: UTC without a zone, as file names and as the report's form want it.

export const timeZone = 'UTC';
export const suiteClock = "suite's monotonic clock";

/** Which clock each kind of figure was taken by. */
export const clocks = [
  { figure: 'latencies, timeline, plateau', clock: `${suiteClock}, milliseconds since the run began` },
  { figure: 'scheduled, started and ready', clock: `${suiteClock}, at the moment the suite's watch showed it` },
  { figure: 'times of pods and events in the evidence of causes', clock: "cluster's clock, whole seconds" },
  { figure: 'generated_at, run_started_at and file names', clock: "wall clock of the suite's machine, UTC" },
];

/** `2025-10-27T18:00:00` */
export function reportTime(date: Date): string {
  return date.toISOString().slice(0, 19);
}

/** `20251027_180000` */
export function fileTime(date: Date): string {
  return reportTime(date).replaceAll(/[-:]/g, '').replace('T', '_');
}
