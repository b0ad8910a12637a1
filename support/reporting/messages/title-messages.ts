// Cucumber's messages with each outline row's values in its scenario's name, so that rows are told apart in every report.
import type { Envelope } from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { nameWithRow, rowValues } from '../../verdict';

/** The same messages, with scenarios renamed where the name does not tell the row. */
export function withRowsInNames(envelopes: readonly Envelope[]): Envelope[] {
  const query = new Query();
  return envelopes.map((envelope) => {
    query.update(envelope);
    if (envelope.pickle === undefined) return envelope;
    const row = rowValues(query.findLineageBy(envelope.pickle));
    return { pickle: { ...envelope.pickle, name: nameWithRow(envelope.pickle.name, row) } };
  });
}
