// The fault of a node whose GPU plugin dies when it is needed: the node has no shares any more, and pods that hold one run on.

import type { Stored } from '../store';
import type { NodeContext } from './types';

const gpuShare = 'nvidia.com/gpu.shared';

/** Takes the shares from the node once a job's pod is on it. */
export function loseGpu({ store, options, node }: NodeContext, pod: Stored<'pods'>): void {
  if (!options.faults.hits('node-loses-gpu', pod)) return;
  store.patchStatus('nodes', undefined, node.name, ({ status }) => {
    if (status?.allocatable) status.allocatable[gpuShare] = '0';
  });
}
