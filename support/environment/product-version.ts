// Which version of the Focus Server a run tests: what the server reports, and the image of its pods.
import { z } from 'zod';
import { connectCluster } from '../cluster/transport/connection';
import { FocusServerClient } from '../focus-server';
import { toClusterOptions, toFocusServerOptions } from './connect';
import type { Environment } from './load';

/** What could be read of the version; a run does not depend on it. */
export interface ProductVersion {
  /** `sw_version` of the live metadata. */
  readonly software?: string;
  /** Images of the server's containers. */
  readonly images: readonly string[];
}

const metadataSchema = z.object({ sw_version: z.string().max(200) });

/** Resolves to what both sources report; a source that cannot be read is left out. */
export async function readProductVersion(environment: Environment, signal: AbortSignal): Promise<ProductVersion> {
  const [software, images] = await Promise.all([
    readSoftware(environment, signal).catch(() => undefined),
    readImages(environment, signal).catch(() => []),
  ]);
  return { ...(software !== undefined && { software }), images };
}

async function readSoftware(environment: Environment, signal: AbortSignal): Promise<string | undefined> {
  const client = new FocusServerClient({
    ...toFocusServerOptions(environment),
    requestMs: environment.deadlines.preflightMs,
  });
  try {
    const { json } = await client.getLiveMetadata(signal);
    return metadataSchema.safeParse(json).data?.sw_version;
  } finally {
    client.close();
  }
}

async function readImages(environment: Environment, signal: AbortSignal): Promise<string[]> {
  const connection = await connectCluster(toClusterOptions(environment, signal));
  try {
    const labelSelector = Object.entries(environment.server.labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    const { items } = await connection.core.listNamespacedPod({ namespace: connection.namespace, labelSelector });
    const images = items.flatMap(({ spec }) => spec?.containers ?? []).flatMap(({ image }) => image ?? []);
    return [...new Set(images)];
  } finally {
    await connection.close();
  }
}
