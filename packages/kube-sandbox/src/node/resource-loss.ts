// Policy `resource-lost`: a node whose device plugin dies when it is needed; pods that hold the resource keep running.
import type { Stored } from '../store';
import type { NodeContext } from './node-options';

/** Leaves nothing of the resource on the node once one of the policy's pods is bound to it. */
export function loseResources({ store, options, node }: NodeContext, pod: Stored<'pods'>): void {
  for (const { resource } of options.policies.findAll('resource-lost', pod)) {
    store.patchStatus('nodes', undefined, node.name, ({ status }) => {
      if (status?.allocatable) status.allocatable[resource] = '0';
    });
  }
}
