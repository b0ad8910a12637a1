// The names of the reports. This module loads nothing, for programs that only read reports.

/** The files and folders that a run writes below its reports folder. */
export const reportFiles = {
  messages: 'messages.ndjson',
  json: 'cucumber.json',
  junit: 'junit.xml',
  html: 'html',
  verdict: 'verdict.json',
  run: 'run.json',
  xray: 'xray.json',
} as const;
