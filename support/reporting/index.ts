// The parts of the reports that other folders use.

export type { Fact } from './html/html';
export { MessagesFile } from './messages/messages-file';
export { sanitizeMessage } from './messages/sanitize-messages';
export { reportFiles } from './report-files';
export { clearReports, writeReports, writeTexts } from './reports';
export { listRunFacts } from './run-facts';
export { writeRunFile } from './run-file';
