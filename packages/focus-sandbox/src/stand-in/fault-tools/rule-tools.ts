// Hooks that change the rules for configurations.
import type { TransformHooks } from '../hooks';
import type { ConfigureRequest } from '../rest/requests';
import type { Rule, RuleName } from '../rest/rules';

const limitRules: ReadonlySet<string> = new Set<RuleName>([
  'channels',
  'channelOrder',
  'frequencyLimits',
  'frequencyOrder',
  'nfft',
  'nfftOfView',
]);

/** Leaves one rule out. */
export function omitRule(name: RuleName): TransformHooks['rules'] {
  return ({ [name]: _, ...others }) => others;
}

/** Applies the limits of channels, frequencies and FFT sizes to some requests alone. */
export function applyLimitsOnlyTo(applies: (request: ConfigureRequest) => boolean): TransformHooks['rules'] {
  const restrict =
    (rule: Rule): Rule =>
    (request, limits) =>
      applies(request) ? rule(request, limits) : [];
  return (rules) =>
    Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [name, limitRules.has(name) ? restrict(rule) : rule]),
    );
}
