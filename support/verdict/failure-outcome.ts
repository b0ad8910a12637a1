// Who is responsible for the failure of a step or a hook, and the reason that readers see.
import { formatExactSeconds } from '../common/wording';
import type { ObservedFailure } from './observed-failure';

// Cucumber's messages contain the class of an error only by its name.
const environmentErrors: ReadonlySet<string> = new Set(['EnvironmentError', 'KubernetesError']);
const programmingErrors: ReadonlySet<string> = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError']);

/** Who is responsible: the product, the configuration, the environment or the suite itself. */
export function judgeFailure(failure: ObservedFailure): 'notMet' | 'misconfigured' | 'blocked' | 'suiteFailed' {
  const { status, type, beforehand = false } = failure;
  if (status !== 'failed') return 'suiteFailed';
  if (type === 'ConfigurationError') return 'misconfigured';
  if (environmentErrors.has(type)) return 'blocked';
  // Before its first step a scenario has checked no requirement; a step that Cucumber's limit ends had no deadline of its own.
  const own = programmingErrors.has(type) || beforehand || readStepTimeout(failure) !== undefined;
  return own ? 'suiteFailed' : 'notMet';
}

/** The reason of the failure, for the reader of a report. */
export function describeFailure(failure: ObservedFailure): string {
  const { where, beforehand = false, status, message } = failure;
  if (status === 'ambiguous') return `the step "${where}" is ambiguous: ${message}`;
  if (status !== 'failed') return `the step "${where}" is ${status}`;
  const limit = readStepTimeout(failure);
  if (limit !== undefined) return `"${where}" did not end within ${limit}, and no deadline of its own explains why`;
  return beforehand && judgeFailure(failure) === 'suiteFailed' ? `${where} failed: ${message}` : message;
}

/** Such as "180 s" where Cucumber itself ended a step or hook; undefined for any other failure. */
function readStepTimeout({ message }: ObservedFailure): string | undefined {
  const ms = /^function timed out, ensure the .+ within (\d+) milliseconds$/.exec(message)?.[1];
  return ms === undefined ? undefined : formatExactSeconds(Number(ms));
}
