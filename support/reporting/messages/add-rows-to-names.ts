// Adds the values of an outline's row to the name of its scenario, so that every report distinguishes the rows.
import type { Envelope } from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { addRowToName, readRowValues } from '../../verdict';

/** The same messages; scenarios whose name does not contain their row are renamed. */
export function addRowsToNames(envelopes: readonly Envelope[]): Envelope[] {
  const query = new Query();
  return envelopes.map((envelope) => {
    query.update(envelope);
    if (envelope.pickle === undefined) return envelope;
    const row = readRowValues(query.findLineageBy(envelope.pickle));
    return { pickle: { ...envelope.pickle, name: addRowToName(envelope.pickle.name, row) } };
  });
}
