// Reads and changes refusals as they are sent.
import type { TransformHooks } from '../hooks';
import type { Problem, Reply } from '../rest/refusal';

/** The problems in the body of a refusal that no fault has changed yet. */
export function readProblems({ body }: Reply): readonly Problem[] {
  const { detail }: { readonly detail: readonly Problem[] } = JSON.parse(body);
  return detail;
}

/** The messages of a refusal as one text. */
export function readMessage(reply: Reply): string {
  return readProblems(reply)
    .map(({ msg }) => msg)
    .join('; ');
}

/** Changes every problem of every refusal. */
export function changeProblems(change: (problem: Problem) => Problem): TransformHooks['refusal'] {
  return (reply) => ({ ...reply, body: JSON.stringify({ detail: readProblems(reply).map(change) }) });
}
