// Troubles by chance that every environment knows: with each of them a healthy server must still be accepted.
import type { Fault } from './fault';

export const chanceFaults: readonly Fault[] = [
  chance('api-errors', 'answers 5 % of the calls of the Kubernetes API with 500'),
  chance('api-throttles', 'answers 5 % of the calls of the Kubernetes API with 429'),
  chance('api-drops-watches', 'drops every watch of the Kubernetes API after one to two seconds'),
  chance('api-expires-watches', 'tells every second watch of the Kubernetes API that its version is gone (410)'),
  { ...chance('api-delays', 'delays every call of the Kubernetes API by up to 2 s'), slowsDown: true },
  chance('server-connections-reset', 'resets every twentieth connection to the server before it is used'),
];

function chance(name: string, does: string): Fault {
  return {
    name,
    does,
    layer: 'network',
    part: 'cluster',
    features: ['orchestration', 'pre-launch', 'system-behavior'],
    caughtBy: [],
    tolerated: true,
  };
}
