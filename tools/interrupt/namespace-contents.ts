// All objects in a namespace, of every kind, and which of them were added, changed or removed since.
import { z } from 'zod';
import { type ClusterConnection, connectCluster } from '../../support/cluster/transport/connection';
import { readJobId } from '../../support/jobs/object-names';

const resourceListSchema = z.object({
  resources: z.array(
    z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean(), verbs: z.array(z.string()) }),
  ),
});
const groupListSchema = z.object({
  groups: z.array(z.object({ name: z.string(), preferredVersion: z.object({ groupVersion: z.string() }) })),
});
const objectListSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string().default(''),
        ownerReferences: z.array(z.object({ uid: z.string() })).default([]),
      }),
      data: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

interface Content {
  /** Such as `Pod grpc-job-3-70001-x7k2p`. */
  readonly name: string;
  readonly uid: string;
  readonly owners: readonly string[];
  /** The data of a ConfigMap or Secret; empty for other kinds. */
  readonly data: string;
}

/** Kinds that only report about other objects, and that nobody has to remove. */
const reportingKinds: ReadonlySet<string> = new Set(['Event', 'PodMetrics', 'Lease']);

/** Objects that the stand-in writes for itself, whoever requests jobs. */
const serversOwn: ReadonlySet<string> = new Set(['ConfigMap focus-server-state']);

/** The objects in the namespace, by uid. */
export async function readContents(kubeconfigPath: string, namespace: string): Promise<ReadonlyMap<string, Content>> {
  const signal = new AbortController().signal;
  const connection = await connectCluster({ kubeconfigPath, namespace, signal });
  try {
    const paths = await listApiPaths(connection);
    const contents = await Promise.all(paths.map((path) => readContentsBelow(connection, path)));
    const listed = contents.flat().filter(({ name }) => !serversOwn.has(name));
    return new Map(listed.map((content) => [content.uid, content]));
  } finally {
    await connection.close();
  }
}

/**
 * The differences, one line for each object. Objects that belong to older objects, such as the next pod of the server's Deployment,
 * do not count, nor do jobs of an earlier run that were removed meanwhile.
 */
export function findDifferences(before: ReadonlyMap<string, Content>, now: ReadonlyMap<string, Content>): string[] {
  const ofOlder = (content: Content) => content.owners.some((owner) => before.has(owner));
  const list = [...now.values()];
  const changed = list.filter(({ uid, data }) => before.has(uid) && before.get(uid)?.data !== data);
  const added = list.filter((content) => !before.has(content.uid) && !ofOlder(content));
  const lost = [...before.values()].filter(
    ({ uid, name, owners }) =>
      !now.has(uid) && owners.length === 0 && readJobId(name.split(' ')[1] ?? '') === undefined,
  );
  return [
    ...added.map(({ name }) => name),
    ...changed.map(({ name }) => `${name} (changed)`),
    ...lost.map(({ name }) => `${name} (lost)`),
  ].sort();
}

/** `/api/v1` and the preferred version of each group. */
async function listApiPaths({ transport }: ClusterConnection): Promise<string[]> {
  const { groups } = groupListSchema.parse(JSON.parse(await transport.readText('/apis')));
  return ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
}

async function readContentsBelow({ transport, namespace }: ClusterConnection, path: string): Promise<Content[]> {
  const { resources } = resourceListSchema.parse(JSON.parse(await transport.readText(path)));
  const listed = resources.filter(
    ({ name, kind, namespaced, verbs }) =>
      namespaced && !name.includes('/') && verbs.includes('list') && !reportingKinds.has(kind),
  );
  const lists = await Promise.all(
    listed.map(async ({ name, kind }) => {
      const text = await transport.readText(`${path}/namespaces/${namespace}/${name}`);
      return objectListSchema.parse(JSON.parse(text)).items.map(({ metadata, data }) => ({
        name: `${kind} ${metadata.name}`,
        uid: metadata.uid || `${kind} ${metadata.name}`,
        owners: metadata.ownerReferences.map(({ uid }) => uid),
        data: JSON.stringify(data ?? ''),
      }));
    }),
  );
  return lists.flat();
}
