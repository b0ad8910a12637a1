// What is wrong with the resources of a container.
import { parseThousandths } from '../../quantity';
import type { Cause } from '../status-error';
import { invalidValue, required } from './field-causes';
import { qualifiedName } from './name-rules';
import type { Container } from './pod-defaults';

type Amounts = Readonly<Record<string, string>>;

/** Requests must not exceed limits, and must equal them for resources that cannot be overcommitted. Source: `ValidateResourceRequirements`. */
export function checkResources(resources: Container['resources'], field: string): readonly Cause[] {
  const { limits = {}, requests = {} } = resources ?? {};
  return [
    ...Object.entries(limits).flatMap(([name, amount]) => checkAmount(name, amount, `${field}.limits[${name}]`)),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...checkAgainstLimit(name, amount, limits, field),
      ...checkAmount(name, amount, `${field}.requests[${name}]`),
    ]),
  ];
}

const standardResources = ['cpu', 'memory', 'ephemeral-storage'];

function checkAgainstLimit(name: string, amount: string, limits: Amounts, field: string): readonly Cause[] {
  const limit = limits[name];
  if (limit === undefined) {
    return isExtended(name) ? [required(`${field}.limits`, 'Limit must be set for non overcommitable resources')] : [];
  }
  const [requested, most] = [parseThousandths(amount), parseThousandths(limit)];
  if (isExtended(name) && requested !== most) {
    return [invalidValue(`${field}.requests`, amount, `must be equal to ${name} limit`)];
  }
  return requested <= most
    ? []
    : [invalidValue(`${field}.requests`, amount, `must be less than or equal to ${name} limit`)];
}

function checkAmount(name: string, amount: string, field: string): readonly Cause[] {
  const isKnown = standardResources.includes(name) || name.startsWith('hugepages-') || name.includes('/');
  return [
    ...qualifiedName(name).map((why) => invalidValue(field, name, why)),
    ...(isKnown
      ? []
      : [
          invalidValue(field, name, 'must be a standard resource type or fully qualified'),
          invalidValue(field, name, 'must be a standard resource for containers'),
        ]),
    ...(parseThousandths(amount) < 0 ? [invalidValue(field, amount, 'must be greater than or equal to 0')] : []),
    ...(isExtended(name) && parseThousandths(amount) % 1000 !== 0
      ? [invalidValue(field, amount, 'must be an integer')]
      : []),
  ];
}

/** Resources such as `example.com/gpu`, which only some nodes have. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.startsWith('kubernetes.io/');
}
