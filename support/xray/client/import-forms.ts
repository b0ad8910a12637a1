// The forms of the imports: the names of their parts differ between the flavours.
import { createForm } from './multipart';

/** The part with Cucumber's report in an import of results. */
export const resultsPart = { cloud: 'results', datacenter: 'result' } as const;

/** The form of an import of features. */
export function createFeaturesForm(archive: Blob): Blob {
  return createForm([{ name: 'file', filename: 'features.zip', type: 'application/zip', content: archive }]);
}

/** The form of an import of results. @param part see `resultsPart` */
export function createResultsForm(part: string, info: unknown, report: Blob): Blob {
  const type = 'application/json';
  return createForm([
    { name: 'info', filename: 'info.json', type, content: JSON.stringify(info) },
    { name: part, filename: 'results.json', type, content: report },
  ]);
}
