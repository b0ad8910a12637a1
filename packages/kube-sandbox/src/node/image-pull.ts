// Waits until a container's image is on the node, and reports it as the kubelet does.
import { setTimeout as delay } from 'node:timers/promises';
import type { Backoff } from '../controllers/work-queue';
import type { Occurrence } from '../event-recorder';
import type { Container } from './container-environment';

/** Why a container waits for its image. */
export interface ImageState {
  readonly reason: 'ErrImageNeverPull' | 'ErrImagePull' | 'ImagePullBackOff';
  readonly message: string;
}

interface ImageHost {
  readonly program: unknown;
  readonly pulls: boolean;
  readonly backoff: Backoff;
  readonly signal: AbortSignal;
  report(occurrence: Omit<Occurrence, 'fieldPath'>): void;
}

/**
 * Resolves when the image is there; `pull` waits as long as pulling it takes. An image that the node does not have is never pulled:
 * then it reports that with growing pauses until the signal aborts, and rejects with its AbortError.
 */
export async function awaitImage(
  { image = '', imagePullPolicy }: Container,
  host: ImageHost,
  pull: () => Promise<void>,
  onState: (state: ImageState) => void,
): Promise<void> {
  const { report } = host;
  if (host.program === undefined) return reportMissingImage(image, imagePullPolicy === 'Never', host, onState);
  const pulls = imagePullPolicy === 'Always' || (host.pulls && imagePullPolicy !== 'Never');
  if (pulls) report({ type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` });
  const startMs = performance.now();
  await pull();
  const pulled = `Successfully pulled image "${image}" in ${formatGoDuration(performance.now() - startMs)}`;
  const message = pulls ? pulled : `Container image "${image}" already present on machine`;
  report({ type: 'Normal', reason: 'Pulled', message });
}

async function reportMissingImage(
  image: string,
  never: boolean,
  { report, backoff, signal }: ImageHost,
  onState: (state: ImageState) => void,
): Promise<void> {
  const absent = `Container image "${image}" is not present with pull policy of Never`;
  const failed = (reason: ImageState['reason']): void =>
    report({ type: 'Warning', reason: 'Failed', message: `Error: ${reason}` });
  for (let delayMs = backoff.initialMs; ; delayMs = Math.min(delayMs * 2, backoff.maxMs)) {
    if (never) {
      report({ type: 'Warning', reason: 'ErrImageNeverPull', message: absent });
      failed('ErrImageNeverPull');
      onState({ reason: 'ErrImageNeverPull', message: absent });
    } else {
      const message = `failed to resolve reference "${image}": not found`;
      report({ type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` });
      report({ type: 'Warning', reason: 'Failed', message: `Failed to pull image "${image}": ${message}` });
      failed('ErrImagePull');
      onState({ reason: 'ErrImagePull', message });
      report({ type: 'Normal', reason: 'BackOff', message: `Back-off pulling image "${image}"` });
      failed('ImagePullBackOff');
      onState({ reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` });
    }
    await delay(delayMs, undefined, { signal });
  }
}

/** As Go writes durations: `850.25ms`, `1.5s`. */
function formatGoDuration(ms: number): string {
  return ms < 1000 ? `${Number(ms.toFixed(3))}ms` : `${Number((ms / 1000).toFixed(6))}s`;
}
