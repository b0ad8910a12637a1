// What the run uses of its reports.

export { harmless } from './harmless';
export type { Fact } from './html';
export { clearReports, reportFiles, writeReports } from './reports';
export { runFacts } from './run-facts';
