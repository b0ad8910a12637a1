// The shape that each kind's JSON must have, as far as the cluster relies on it.
import { z } from 'zod';
import type { ResourceDefinition } from '../store';
import { badRequest } from '../store/status-error';

/** What every object has. */
export type ObjectShape = z.infer<typeof objectSchema>;

/** Checks a body before it is taken for an object of the kind. Throws `StatusError` BadRequest that names the first wrong field. */
export function checkShape(value: unknown, definition: ResourceDefinition): ObjectShape {
  const parsed = objectSchema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const { kind, version } = definition;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw badRequest(
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${where}${issue?.message}`,
  );
}

const texts = z.record(z.string(), z.string()).nullish();

const metadataSchema = z.looseObject({
  name: z.string().nullish(),
  namespace: z.string().nullish(),
  generateName: z.string().nullish(),
  uid: z.string().nullish(),
  resourceVersion: z.string().nullish(),
  labels: texts,
  annotations: texts,
  finalizers: z.array(z.string()).nullish(),
  ownerReferences: z
    .array(z.looseObject({ apiVersion: z.string(), kind: z.string(), name: z.string(), uid: z.string() }))
    .nullish(),
});

const objectSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: metadataSchema.nullish().transform((metadata) => metadata ?? {}),
});
