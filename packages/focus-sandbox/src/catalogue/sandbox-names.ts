// The objects, nodes and resources that faults of the cluster concern.
import { usualNode } from 'kube-sandbox';
import type { SandboxNames } from '../fault';
import { nameObjects } from '../stand-in/jobs/job';
import { gpuShare } from '../stand-in/jobs/job-objects';

const anyJob = nameObjects('');

export const sandboxNames: SandboxNames = {
  streaming: { name: new RegExp(`^(${anyJob.job}|${anyJob.service})`) },
  serverPod: { name: /^focus-server-/ },
  serverService: { name: /^focus-server$/ },
  gpuShare,
  firstNode: usualNode.name,
  secondNode: 'second-node',
};
