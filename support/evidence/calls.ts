// The calls of a scenario to the Focus Server, as text.
import type { Exchange, FailedCall } from '../focus-server';
import { cap } from '../redaction/sanitize';

const bodyLimit = 4_096;

/** Every call with its body and its answer. @param safe removes secrets; before a text is cut, because half of a secret is not recognized */
export function describeCalls(calls: readonly (Exchange | FailedCall)[], safe: (text: string) => string): string {
  if (calls.length === 0) return 'the scenario made no call';
  return calls.map((call) => describeCall(call, safe)).join('\n\n');
}

function describeCall(call: Exchange | FailedCall, safe: (text: string) => string): string {
  const head = `${call.startedAt.toISOString()} ${call.method} ${call.path} (${Math.round(call.durationMs)} ms)`;
  const body = call.requestBody === undefined ? '' : `\n  sent: ${JSON.stringify(call.requestBody)}`;
  if ('failure' in call) return `${head}${body}\n  no answer: ${call.failure}`;
  return `${head}${body}\n  answered: ${call.status} ${call.contentType}\n  ${cap(safe(call.bodyText), bodyLimit)}`;
}
