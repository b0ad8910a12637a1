// The JUnit report, made from the messages of a run.
import { JUnitXmlPrinter } from '@cucumber/junit-xml-formatter';
import type { Envelope } from '@cucumber/messages';
import type { NamingStrategy } from '@cucumber/query';

// Names contain their row already; the printer's own strategy would only number the rows.
const pickleName: NamingStrategy = { reduce: (_lineage, pickle) => pickle.name };

/** The text of the report. */
export function renderJunitXml(envelopes: readonly Envelope[], suiteName: string): string {
  const chunks: string[] = [];
  const printer = new JUnitXmlPrinter({ suiteName, testNamingStrategy: pickleName }, (chunk) => chunks.push(chunk));
  for (const envelope of envelopes) printer.update(envelope);
  return `${chunks.join('')}\n`;
}
