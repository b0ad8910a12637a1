// Whose fault the failure of a step or a hook is, and how it is told.
import { formatExactSeconds } from '../common/wording';
import type { ObservedFailure } from './observed-failure';

// Cucumber tells the class of an error by its name only.
const environmentErrors: ReadonlySet<string> = new Set(['EnvironmentError', 'KubernetesError']);
const programmingErrors: ReadonlySet<string> = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError']);

/** Whose fault it is: the product's, the configuration's, the environment's or the suite's own. */
export function outcomeOfFailure(failure: ObservedFailure): 'notMet' | 'misconfigured' | 'blocked' | 'suiteFailed' {
  const { status, type, beforehand = false } = failure;
  if (status !== 'failed') return 'suiteFailed';
  if (type === 'ConfigurationError') return 'misconfigured';
  if (environmentErrors.has(type)) return 'blocked';
  // Before its first step a scenario has looked at no requirement; and what Cucumber's limit ends had no deadline of its own.
  const own = programmingErrors.has(type) || beforehand || cucumbersLimit(failure) !== undefined;
  return own ? 'suiteFailed' : 'notMet';
}

/** What it says to a reader. */
export function reasonOfFailure(failure: ObservedFailure): string {
  const { where, beforehand = false, status, message } = failure;
  if (status === 'ambiguous') return `the step "${where}" is ambiguous: ${message}`;
  if (status !== 'failed') return `the step "${where}" is ${status}`;
  const limit = cucumbersLimit(failure);
  if (limit !== undefined) return `"${where}" did not end within ${limit}, and no deadline of its own says why`;
  return beforehand && outcomeOfFailure(failure) === 'suiteFailed' ? `${where} failed: ${message}` : message;
}

/** Such as "180 s" where Cucumber itself ended a step or hook; undefined for any other failure. */
function cucumbersLimit({ message }: ObservedFailure): string | undefined {
  const ms = /^function timed out, ensure the .+ within (\d+) milliseconds$/.exec(message)?.[1];
  return ms === undefined ? undefined : formatExactSeconds(Number(ms));
}
