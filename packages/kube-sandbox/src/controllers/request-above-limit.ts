// Policy `request-above-limit`: a pod that requests more CPU than its limit.
import { formatQuantity, parseThousandths } from '../quantity';
import type { Store, Stored } from '../store';

/** Sets the CPU request of each container to so many times its limit, in the store: no API server admits that. */
export function raiseRequests(store: Store, { metadata }: Stored<'pods'>, times: number): void {
  store.patch('pods', metadata.namespace, metadata.name, ({ spec }) => {
    for (const { resources } of spec?.containers ?? []) {
      if (resources?.limits?.cpu === undefined) continue;
      resources.requests = {
        ...resources.requests,
        cpu: formatQuantity(parseThousandths(resources.limits.cpu) * times),
      };
    }
  });
}
