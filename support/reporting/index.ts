// What the run uses of its reports.

export type { Fact } from './html/html';
export { MessagesFile } from './messages/messages-file';
export { harmless } from './messages/sanitize-messages';
export { clearReports, reportFiles, writeReports, writeTexts } from './reports';
export { runFacts } from './run-facts';
