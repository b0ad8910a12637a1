// The forms of the imports: the names of their parts differ between the flavours.
import { FormData } from 'undici';

/** The part with Cucumber's report in an import of results. */
export const resultsPart = { cloud: 'results', datacenter: 'result' } as const;

/** The form of an import of features. */
export function createFeaturesForm(archive: Blob): FormData {
  const form = new FormData();
  form.append('file', new Blob([archive], { type: 'application/zip' }), 'features.zip');
  return form;
}

/** The form of an import of results. @param part see `resultsPart` */
export function createResultsForm(part: string, info: unknown, report: Blob): FormData {
  const form = new FormData();
  form.append('info', new Blob([JSON.stringify(info)], { type: 'application/json' }), 'info.json');
  form.append(part, new Blob([report], { type: 'application/json' }), 'results.json');
  return form;
}
