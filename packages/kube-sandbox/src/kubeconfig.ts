// The administrator's kubeconfig.
import { stringify } from 'yaml';

/** Text of a kubeconfig with one context, whose default namespace is `default`. */
export function createKubeconfig(server: string, caPem: string, token: string): string {
  const name = 'sandbox';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': Buffer.from(caPem).toString('base64') } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
