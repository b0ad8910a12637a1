// Label and field selectors: read from text or from an object, and matched.
import type { V1LabelSelector } from '@kubernetes/client-node';
import { badRequest, type StatusError } from './status-error';

export type Operator = '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';

/** One condition on a label or a field. `=`, `!=`, `>` and `<` have one value, `exists` and `!` none. */
export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** All requirements must hold; none at all selects everything. */
export type LabelSelector = readonly Requirement[];

/** Labels that must be equal, as a Service's `spec.selector` names them. */
export function selectLabels(labels: Readonly<Record<string, string>>): LabelSelector {
  return Object.entries(labels).map(([key, value]) => ({ key, operator: '=', values: [value] }));
}

/** Reads the `selector` of a Job, Deployment or ReplicaSet. An empty selector selects everything. */
export function parseSelectorObject(selector: SelectorObject): LabelSelector {
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) => ({
    key,
    operator: operatorsByName[operator] ?? 'exists',
    values: values ?? [],
  }));
  return [...selectLabels(selector.matchLabels ?? {}), ...expressions];
}

/** Reads the text of a `labelSelector` parameter. Throws `StatusError` BadRequest. */
export function parseLabelSelector(text: string): LabelSelector {
  return splitOutsideParentheses(text).map((part) => {
    const requirement = parseSetBased(part) ?? parseComparison(part) ?? parseExistence(part);
    if (!requirement) throw unreadable(part);
    return requirement;
  });
}

/** Reads the text of a `fieldSelector` parameter: `=`, `==`, `!=`. Throws `StatusError` BadRequest. */
export function parseFieldSelector(text: string): readonly Requirement[] {
  const parts = text.split(',').filter((part) => part !== '');
  return parts.map((part) => {
    const requirement = parseEquality(part);
    if (!requirement) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
    return requirement;
  });
}

/** Whether labels satisfy a selector. As in Kubernetes, `!=` and `notin` also hold for an absent label. */
export function matchesLabels(selector: LabelSelector, labels: Readonly<Record<string, string>> = {}): boolean {
  return selector.every((requirement) => holds(requirement, labels[requirement.key]));
}

/** Whether one value, or its absence, satisfies a requirement. */
export function holds({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case '=':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '>':
      return isInteger(value) && Number(value) > Number(values[0]);
    case '<':
      return isInteger(value) && Number(value) < Number(values[0]);
  }
}

interface SelectorObject {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

const operatorsByName: Readonly<
  Record<NonNullable<V1LabelSelector['matchExpressions']>[number]['operator'], Operator>
> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

const keyPattern = '[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?';
const valuePattern = '([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?';

function parseSetBased(part: string): Requirement | undefined {
  const match = new RegExp(`^(?<key>${keyPattern})\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)$`).exec(
    part,
  )?.groups;
  if (!match) return undefined;
  const values = (match.values ?? '').split(',').map((value) => value.trim());
  return { key: match.key ?? '', operator: match.operator === 'in' ? 'in' : 'notin', values };
}

function parseEquality(part: string): Requirement | undefined {
  const match = /^(?<key>[^=!]+?)\s*(?<operator>==|=|!=)\s*(?<value>[^=!]*)$/.exec(part)?.groups;
  if (!match) return undefined;
  return { key: match.key ?? '', operator: match.operator === '!=' ? '!=' : '=', values: [match.value ?? ''] };
}

function parseComparison(part: string): Requirement | undefined {
  const match = new RegExp(`^(?<key>${keyPattern})\\s*(?<operator>==?|!=|>|<)\\s*(?<value>${valuePattern})$`).exec(
    part,
  )?.groups;
  const { key = '', operator = '', value = '' } = match ?? {};
  if (!match) return undefined;
  if (operator !== '>' && operator !== '<') return { key, operator: operator === '!=' ? '!=' : '=', values: [value] };
  return isInteger(value) ? { key, operator, values: [value] } : undefined;
}

function isInteger(value: string | undefined): boolean {
  return value !== undefined && /^-?\d+$/.test(value);
}

function parseExistence(part: string): Requirement | undefined {
  const match = new RegExp(`^(?<not>!?)\\s*(?<key>${keyPattern})$`).exec(part)?.groups;
  return match && { key: match.key ?? '', operator: match.not === '!' ? '!' : 'exists', values: [] };
}

/** The message of Kubernetes' own parser, which names what follows the key. */
function unreadable(part: string): StatusError {
  const [, operator, rest = ''] = new RegExp(`^!?\\s*${keyPattern}\\s+(in|notin)?\\s*(.*)$`).exec(part)?.slice(1) ?? [];
  if (operator !== undefined)
    return badRequest(`unable to parse requirement: found '${rest.split(' ')[0]}' expected: '('`);
  const found = (rest || part).split(' ')[0];
  return badRequest(`unable to parse requirement: found '${found}', expected: '=', '!=', '==', 'in', notin'`);
}

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
