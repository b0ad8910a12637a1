// The options of writing calls, from their parameters and, for deletions, their body.
import { z } from 'zod';
import { type DeleteOptions, StatusError } from '../store';
import { badRequest, invalid } from '../store/status-error';
import type { Call } from './api-context';
import { parseBody } from './request-body';

/** Whether a write is only tried. Throws `StatusError` Invalid for anything but `All`. */
export function isDryRun({ info }: Call, body: readonly string[] = []): boolean {
  const values = [...info.query.getAll('dryRun'), ...body];
  const wrong = values.filter((value) => value !== 'All');
  if (wrong.length === 0) return values.length > 0;
  const kind = optionKinds.get(info.verb) ?? 'DeleteOptions';
  const shown = wrong.map((value) => JSON.stringify(value)).join(', ');
  throw unsupported(kind, 'dryRun', `[]string{${shown}}: supported values: "All"`);
}

/** Options of a delete call. Throws `StatusError` BadRequest or Invalid. */
export function readDeleteOptions(call: Call): DeleteOptions {
  const body = readOptionsBody(call);
  const { query } = call.info;
  const seconds = query.get('gracePeriodSeconds') ?? body.gracePeriodSeconds;
  const policy =
    query.get('propagationPolicy') ?? body.propagationPolicy ?? readLegacyPolicy(call, body.orphanDependents);
  const { uid, resourceVersion } = body.preconditions ?? {};
  return {
    dryRun: isDryRun(call, body.dryRun ?? []),
    ...(seconds === undefined || seconds === null ? {} : { gracePeriodSeconds: Number(seconds) }),
    ...(policy === undefined ? {} : { propagationPolicy: parsePolicy(policy) }),
    preconditions: { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) },
  };
}

/** An integer parameter. Throws `StatusError` BadRequest with the text of Go's parser. */
export function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** The `resourceVersion` parameter. Throws `StatusError`, with code 500 as in Kubernetes, on text that is no version. */
export function readVersion(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion');
  if (text === null || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const why = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
  throw new StatusError(500, '', `resourceVersion: Invalid value: ${JSON.stringify(text)}: ${why}`);
}

const optionKinds: ReadonlyMap<string, string> = new Map([
  ['create', 'CreateOptions'],
  ['update', 'UpdateOptions'],
  ['patch', 'PatchOptions'],
]);

const propagationPolicies = ['Foreground', 'Background', 'Orphan'] as const;

const optionsSchema = z.object({
  gracePeriodSeconds: z.int().nullish(),
  propagationPolicy: z.string().nullish(),
  orphanDependents: z.boolean().nullish(),
  dryRun: z.array(z.string()).nullish(),
  preconditions: z.object({ uid: z.string().nullish(), resourceVersion: z.string().nullish() }).nullish(),
});

function readOptionsBody(call: Call): z.infer<typeof optionsSchema> {
  const parsed = optionsSchema.safeParse(parseBody(call, 'DeleteOptions') ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = `${issue?.path.join('.')}: ${issue?.message}`;
  throw badRequest(`DeleteOptions in version "v1" cannot be handled as a DeleteOptions: ${where}`);
}

function parsePolicy(policy: string): (typeof propagationPolicies)[number] {
  const known = propagationPolicies.find((candidate) => candidate === policy);
  if (known) return known;
  const supported = [...propagationPolicies, 'nil'].map((value) => JSON.stringify(value)).join(', ');
  throw unsupported('DeleteOptions', 'propagationPolicy', `${JSON.stringify(policy)}: supported values: ${supported}`);
}

function readLegacyPolicy({ info }: Call, body: boolean | null | undefined): string | undefined {
  const orphans = info.query.get('orphanDependents') ?? body;
  if (orphans === undefined || orphans === null) return undefined;
  return String(orphans) === 'true' ? 'Orphan' : 'Background';
}

function unsupported(kind: string, field: string, why: string): StatusError {
  const cause = { reason: 'FieldValueNotSupported', message: `Unsupported value: ${why}`, field };
  return invalid({ kind, plural: kind, group: 'meta.k8s.io' }, '', [cause]);
}
