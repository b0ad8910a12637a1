// The intended differences between the embedded cluster and a real one, each with its reason.
import type { Difference } from './transcript';

/** A difference that is accepted. */
interface Declared {
  readonly scenario?: RegExp;
  readonly step?: RegExp;
  readonly path: RegExp;
  readonly reason: string;
}

const declared: readonly Declared[] = [
  {
    scenario: /deleting a pod at once/,
    step: /states$/,
    path: /./,
    reason:
      'Kubernetes marks a pod as being deleted in the instant before it removes it; the embedded server only removes it',
  },
  {
    step: /text\/html/,
    path: /^body\.message$/,
    reason: 'the embedded server reads no protocol buffers, so they are missing from the list of what it reads',
  },
  {
    scenario: /patches of each kind/,
    step: /^10\./,
    path: /^(status|body\.(code|message|reason))$/,
    reason: 'a patch that is not JSON is a 500 in Kubernetes 1.20 and a 400 in later versions; the later one is right',
  },
  {
    scenario: /other invalid objects/,
    step: /configmaps$/,
    path: /./,
    reason: 'ConfigMaps are stored without validation of their keys',
  },
  {
    scenario: /selectors|versions that a watch/,
    step: /labelSelector/,
    path: /^body\.message$/,
    reason: 'a selector that cannot be read is refused with another message: there is no lexer of selectors',
  },
  {
    scenario: /container that restarts/,
    path: /^status\.containerStatuses\[0\]\.state\.waiting\.message$/,
    reason: 'the embedded node waits a shorter time between restarts',
  },
];

/** The differences that no declaration explains. */
export function findUndeclared(scenario: string, differences: readonly Difference[]): Difference[] {
  return differences.filter(
    (difference) =>
      !declared.some(
        ({ scenario: where, step, path }) =>
          (where?.test(scenario) ?? true) && (step?.test(difference.step) ?? true) && path.test(difference.path),
      ),
  );
}
