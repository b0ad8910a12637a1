// The fault of a pod that asks for more CPU than its limit: no API server lets it in, so it is changed behind the server's back.
import { quantityText, thousandths } from '../quantity';
import type { Store, Stored } from '../store';

const times = 2;

/** Doubles each container's CPU limit as its request. */
export function overdraw(store: Store, { metadata }: Stored<'pods'>): void {
  store.patch('pods', metadata.namespace, metadata.name, ({ spec }) => {
    for (const { resources } of spec?.containers ?? []) {
      if (resources?.limits?.cpu === undefined) continue;
      resources.requests = { ...resources.requests, cpu: quantityText(thousandths(resources.limits.cpu) * times) };
    }
  });
}
