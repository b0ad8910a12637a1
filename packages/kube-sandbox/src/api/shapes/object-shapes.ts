// The shape that each kind's JSON must have, as far as the cluster relies on it.
import { z } from 'zod';
import type { Resource, ResourceDefinition } from '../../store';
import { badRequest } from '../../store/status-error';
import {
  flag,
  integer,
  intOrString,
  metadata,
  optional,
  quantities,
  selector,
  text,
  textMap,
  texts,
} from './field-shapes';
import { podSpec, template } from './pod-shapes';

/** A body that is an object of its kind; fields that the cluster does not know are kept. */
export type ObjectShape = z.infer<typeof objectSchema>;

/**
 * Reads a body as an object of the kind: null means an absent field, amounts of resources become texts.
 * Throws `StatusError` BadRequest that names the first field with a value of the wrong type.
 */
export function readShape(value: unknown, definition: ResourceDefinition): ObjectShape {
  const schema = shapesByResource[definition.plural] ?? objectSchema;
  const parsed = schema.safeParse(dropNulls(value ?? {}));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const { kind, version } = definition;
  const where = [kind, ...(issue?.path ?? [])].join('.');
  throw badRequest(
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${where}: ${issue?.message}`,
  );
}

const objectSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: metadata.default({}),
});

const shapeWithSpec = (spec: z.ZodType): typeof objectSchema => objectSchema.extend({ spec: optional(spec) });

const workload = shapeWithSpec(
  z.looseObject({
    replicas: integer,
    selector,
    template,
    revisionHistoryLimit: integer,
    progressDeadlineSeconds: integer,
  }),
);

const rules = optional(
  z.array(
    z.looseObject({ verbs: texts, apiGroups: texts, resources: texts, resourceNames: texts, nonResourceURLs: texts }),
  ),
);

const binding = objectSchema.extend({
  roleRef: optional(z.looseObject({ apiGroup: text, kind: z.string(), name: z.string() })),
  subjects: optional(z.array(z.looseObject({ kind: z.string(), name: z.string(), namespace: text, apiGroup: text }))),
});

const servicePort = z.looseObject({
  name: text,
  protocol: text,
  port: z.int().default(0),
  targetPort: intOrString,
  nodePort: integer,
});

const shapesByResource: Readonly<Partial<Record<Resource, typeof objectSchema>>> = {
  clusterrolebindings: binding,
  clusterroles: objectSchema.extend({ rules }),
  configmaps: objectSchema.extend({ data: textMap, binaryData: textMap }),
  deployments: workload,
  events: objectSchema.extend({
    involvedObject: z.looseObject({ namespace: text, name: text, kind: text }).default({}),
  }),
  jobs: shapeWithSpec(
    z.looseObject({
      parallelism: integer,
      completions: integer,
      activeDeadlineSeconds: integer,
      backoffLimit: integer,
      ttlSecondsAfterFinished: integer,
      manualSelector: flag,
      selector,
      template,
    }),
  ),
  namespaces: shapeWithSpec(z.looseObject({ finalizers: texts })),
  nodes: shapeWithSpec(z.looseObject({ unschedulable: flag })),
  pods: objectSchema.extend({ spec: podSpec }),
  replicasets: workload,
  resourcequotas: shapeWithSpec(z.looseObject({ hard: quantities })),
  rolebindings: binding,
  roles: objectSchema.extend({ rules }),
  secrets: objectSchema.extend({ data: textMap, stringData: textMap, type: text }),
  services: shapeWithSpec(
    z.looseObject({
      type: text,
      clusterIP: text,
      selector: textMap,
      ports: optional(z.array(servicePort)),
      externalIPs: texts,
      externalName: text,
      sessionAffinity: text,
      externalTrafficPolicy: text,
    }),
  ),
};

/** Fields with null are absent fields, at any depth; elements of lists stay. */
function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, dropNulls(field)]));
}
