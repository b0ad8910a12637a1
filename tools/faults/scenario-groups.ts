// Groups of scenarios by the sentences that they contain, so that a fault need not name each scenario that must catch it.
import type { ScenarioGroup } from 'focus-sandbox/catalogue';
import type { FeatureSet, ScenarioInFile } from '../project/feature-set';

interface Criterion {
  /** A scenario of the group contains one of these sentences … */
  readonly contains: readonly RegExp[];
  /** … and none of these. */
  readonly lacks?: readonly RegExp[];
}

const completeAnswer = [/^the answer (of each job )?is complete and consistent$/];
const refusal = [
  /^it is refused with a clear message$/,
  /^it is refused because there is no live data$/,
  /^all refusals have the same shape$/,
  /^every answer is the same clear refusal$/,
];

const criteria: Readonly<Record<ScenarioGroup, Criterion>> = {
  'complete answers': { contains: completeAnswer },
  'complete answers with frequencies': { contains: completeAnswer, lacks: [/ opens a waterfall /] },
  'opened jobs': {
    contains: [
      /^an analyst opens /,
      /^two analysts open /,
      /running jobs?$/,
      /^two investigations that were opened /,
      /^it is accepted if and only if /,
      /^it has the outcome that /,
    ],
    // A scenario about refusals opens a job as well, but such a fault does not show that its refusals are checked.
    lacks: refusal,
  },
  refusals: { contains: refusal },
  'refusals that create nothing': { contains: [/^nothing was created for the refused requests?$/] },
  rollbacks: { contains: [/^it is refused because no capacity is left$/, /^it is refused because the cluster fails$/] },
  'taken ports': { contains: [/somebody else holds the (next )?port/] },
};

/** The scenarios of a group, in the order of the features; none of an unknown group. */
export function findMembers(group: string, { scenarios }: FeatureSet): ScenarioInFile[] {
  const criterion = Object.entries(criteria).find(([name]) => name === group)?.[1];
  return criterion === undefined ? [] : scenarios.filter((scenario) => isMember(scenario, criterion));
}

/** The sentences of groups that no scenario contains any more, as `group: sentence`. */
export function findStaleSentences({ scenarios }: FeatureSet): string[] {
  const sentences = scenarios.flatMap(listSentences);
  return Object.entries(criteria).flatMap(([group, { contains, lacks = [] }]) =>
    [...contains, ...lacks]
      .filter((pattern) => !sentences.some((sentence) => pattern.test(sentence)))
      .map((pattern) => `${group}: ${pattern}`),
  );
}

export const groupNames: readonly string[] = Object.keys(criteria);

function isMember(scenario: ScenarioInFile, { contains, lacks = [] }: Criterion): boolean {
  const sentences = listSentences(scenario);
  const has = (pattern: RegExp) => sentences.some((sentence) => pattern.test(sentence));
  return contains.some(has) && !lacks.some(has);
}

/** As they are run, with the values of each row of an outline. */
function listSentences({ pickles }: ScenarioInFile): string[] {
  return pickles.flatMap(({ steps }) => steps.map(({ text }) => text));
}
