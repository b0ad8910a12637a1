// Which form of answer a client accepts: the objects, a table of them, or their metadata alone.
import { StatusError } from '../store';

export type Form = 'object' | 'table' | 'metadata';

/** The form of the answers to a call. */
export interface NegotiatedForm {
  readonly form: Form;
  /** Version of meta.k8s.io for tables and metadata. */
  readonly version: 'v1' | 'v1beta1';
}

/** Reads an `Accept` header: the first form that is known wins. Throws `StatusError` NotAcceptable when there is none. */
export function negotiateForm(accept: string): NegotiatedForm {
  for (const range of accept.split(',')) {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (!jsonMedia.includes(media)) continue;
    const findParameter = (name: string): string | undefined =>
      parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
    const as = findParameter('as');
    const form = as === undefined ? 'object' : formsByName.get(as);
    const version = findParameter('v') ?? 'v1';
    if (form && (version === 'v1' || version === 'v1beta1')) return { form, version };
  }
  throw new StatusError(406, 'NotAcceptable', '406: Not Acceptable', {});
}

const jsonMedia = ['application/json', 'application/*', '*/*', ''];

const formsByName: ReadonlyMap<string, Form> = new Map([
  ['Table', 'table'],
  ['PartialObjectMetadata', 'metadata'],
  ['PartialObjectMetadataList', 'metadata'],
]);
