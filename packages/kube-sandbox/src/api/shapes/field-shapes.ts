// Shapes of the parts that several kinds share.
import { z } from 'zod';
import { canonicalizeQuantity } from '../../quantity';

/** A field that may be absent; null counts as absent, as everywhere in Kubernetes. */
export function optional<Shape extends z.ZodType>(shape: Shape): z.ZodOptional<z.ZodNullable<Shape>> {
  return shape.nullable().optional();
}

export const text = optional(z.string());
export const flag = optional(z.boolean());
export const integer = optional(z.int());
export const texts = optional(z.array(z.string()));
export const textMap = optional(z.record(z.string(), z.string()));
export const intOrString = optional(z.union([z.int(), z.string()]));

/** An amount of a resource: a text or a number, kept as text. */
const quantity = z.union([z.string(), z.number()]).transform((value, context) => {
  try {
    canonicalizeQuantity(value);
  } catch {
    context.addIssue("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }
  return String(value);
});

export const quantities = optional(z.record(z.string(), quantity));

export const selector = optional(
  z.looseObject({
    matchLabels: textMap,
    matchExpressions: optional(
      z.array(
        z.looseObject({ key: z.string(), operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']), values: texts }),
      ),
    ),
  }),
);

export const metadata = z.looseObject({
  name: text,
  namespace: text,
  generateName: text,
  uid: text,
  resourceVersion: text,
  labels: textMap,
  annotations: textMap,
  finalizers: texts,
  ownerReferences: optional(
    z.array(z.looseObject({ apiVersion: z.string(), kind: z.string(), name: z.string(), uid: z.string() })),
  ),
});
