// A client of the whole Kubernetes API with a kubeconfig's rights, for the deployment of the stand-in.
import { BatchV1Api, CoreV1Api, type KubeConfig, Watch } from '@kubernetes/client-node';
import type { ApiClient, OpenWatch } from '../stand-in/api-server/client';

/** The client of the stand-in's own parts, with all other calls. */
export interface ClusterClient extends ApiClient {
  readonly config: KubeConfig;
  readonly core: CoreV1Api;
  readonly batch: BatchV1Api;
}

/** A client of one namespace; its calls end with the connections of `config`. */
export function createClusterClient(config: KubeConfig, namespace: string, signal: AbortSignal): ClusterClient {
  const [core, batch] = [config.makeApiClient(CoreV1Api), config.makeApiClient(BatchV1Api)];
  return { config, namespace, core, batch, watch: watchWith(config), signal };
}

function watchWith(config: KubeConfig): OpenWatch {
  return async (path, query, onEvent, signal) => {
    const ended = Promise.withResolvers<void>();
    const onEnd = (error: unknown) => (error ? ended.reject(error) : ended.resolve());
    const controller = await new Watch(config).watch(path, query, onEvent, onEnd);
    const abort = () => controller.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await ended.promise;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
}
