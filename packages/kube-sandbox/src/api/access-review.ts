// Access reviews: what the caller, or another user, may do.
import { z } from 'zod';
import { badRequest, StatusError } from '../store/status-error';
import type { Answer, ApiContext, Call } from './api-context';
import type { UserInfo } from './authentication';
import type { Attributes, Rule } from './authorization';
import { createJsonAnswer } from './json-answers';
import { methodNotAllowed, unknownResource } from './refusals';
import { parseBody } from './request-body';

/** SelfSubjectAccessReview, SelfSubjectRulesReview, SubjectAccessReview, LocalSubjectAccessReview. */
export function reviewAccess(context: ApiContext, call: Call): Answer {
  const { resource, verb, version } = call.info;
  const kind = reviewKinds.get(resource);
  if (!kind || version !== 'v1') throw unknownResource();
  if (verb !== 'create') throw methodNotAllowed();
  const parsed = reviewSchema.safeParse(parseBody(call, kind) ?? {});
  if (!parsed.success)
    throw badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${z.prettifyError(parsed.error)}`);
  const { spec } = parsed.data;
  const user = kind.startsWith('Self') ? call.user : { name: spec.user ?? '', groups: spec.groups ?? [] };
  const status =
    kind === 'SelfSubjectRulesReview' ? listRules(context, user, spec.namespace) : decide(context, user, spec);
  return createJsonAnswer(201, {
    kind,
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status,
  });
}

/** Kinds of reviews by their resource. */
export const reviewKinds: ReadonlyMap<string, string> = new Map([
  ['localsubjectaccessreviews', 'LocalSubjectAccessReview'],
  ['selfsubjectaccessreviews', 'SelfSubjectAccessReview'],
  ['selfsubjectrulesreviews', 'SelfSubjectRulesReview'],
  ['subjectaccessreviews', 'SubjectAccessReview'],
]);

const text = z.string().optional();

const reviewSchema = z.object({
  spec: z.object({
    user: text,
    groups: z.array(z.string()).optional(),
    namespace: text,
    resourceAttributes: z
      .object({
        namespace: text,
        verb: text,
        group: text,
        version: text,
        resource: text,
        subresource: text,
        name: text,
      })
      .optional(),
    nonResourceAttributes: z.object({ path: text, verb: text }).optional(),
  }),
});

type Spec = z.infer<typeof reviewSchema>['spec'];

const attributesField = 'spec.resourceAttributes';
const invalidNull = 'Invalid value: "null"';

function decide({ authorizer }: ApiContext, user: UserInfo, spec: Spec): object {
  if (!spec.resourceAttributes && !spec.nonResourceAttributes) {
    const either = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    throw new StatusError(
      422,
      'Invalid',
      `.authorization.k8s.io "" is invalid: ${attributesField}: ${invalidNull}: ${either}`,
      {
        group: 'authorization.k8s.io',
        causes: [{ reason: 'FieldValueInvalid', message: `${invalidNull}: ${either}`, field: attributesField }],
      },
    );
  }
  const attributes = readAttributes(spec);
  const reason = authorizer.explain(user, attributes);
  return { allowed: authorizer.isAllowed(user, attributes), ...(reason === undefined ? {} : { reason }) };
}

function readAttributes({ resourceAttributes, nonResourceAttributes }: Spec): Attributes {
  if (!resourceAttributes) {
    return { kind: 'path', verb: nonResourceAttributes?.verb ?? '', path: nonResourceAttributes?.path ?? '' };
  }
  const { namespace, verb = '', group = '', resource = '', subresource, name = '' } = resourceAttributes;
  return {
    kind: 'resource',
    verb,
    group,
    resource,
    name,
    ...(namespace ? { namespace } : {}),
    ...(subresource ? { subresource } : {}),
  };
}

function listRules({ authorizer }: ApiContext, user: UserInfo, namespace = ''): object {
  if (user.groups.includes('system:masters')) {
    const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    return {
      resourceRules: [everything],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    };
  }
  const found = authorizer.listRules(user, namespace === '' ? undefined : namespace);
  const isPath = (rule: Rule): boolean => (rule.nonResourceURLs ?? []).length > 0;
  return {
    resourceRules: found.filter((rule) => !isPath(rule)),
    nonResourceRules: found.filter(isPath),
    incomplete: false,
  };
}
