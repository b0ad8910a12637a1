// What the run uses of its reports.

export { harmless } from './harmless';
export type { Fact } from './html';
export { MessagesFile } from './messages-file';
export { clearReports, reportFiles, writeReports, writeTexts } from './reports';
export { runFacts } from './run-facts';
