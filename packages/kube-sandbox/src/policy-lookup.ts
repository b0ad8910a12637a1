// Finds the policies of a cluster that concern an object.
import type { ClusterPolicy, Selector } from './policies';
import type { KubeObject } from './store';

export type PolicyName = ClusterPolicy['policy'];

/** The policy of this name, with its parameters. */
export type PolicyNamed<Name extends PolicyName> = Extract<ClusterPolicy, { readonly policy: Name }>;

/** Names of the policies that select objects. */
export type SelectingPolicyName = Extract<ClusterPolicy, Selecting>['policy'];

/** What a selector reads. */
export type SelectedObject = Pick<KubeObject, 'kind'> & {
  readonly metadata: Pick<KubeObject['metadata'], 'name' | 'labels' | 'ownerReferences'>;
};

/** The policies that one cluster was started with. */
export class Policies {
  readonly #all: readonly ClusterPolicy[];

  constructor(all: readonly ClusterPolicy[] = []) {
    this.#all = all;
  }

  /** Every policy of this name. */
  listNamed<Name extends PolicyName>(name: Name): readonly PolicyNamed<Name>[] {
    return this.#all.filter((policy): policy is PolicyNamed<Name> => policy.policy === name);
  }

  /** The first policy of this name that selects the object. */
  find<Name extends SelectingPolicyName>(name: Name, object: SelectedObject): PolicyNamed<Name> | undefined {
    return this.findAll(name, object)[0];
  }

  /** Every policy of this name that selects the object. */
  findAll<Name extends SelectingPolicyName>(name: Name, object: SelectedObject): readonly PolicyNamed<Name>[] {
    return this.listNamed(name).filter((policy) => selects(policy, object));
  }
}

/** Whether the policy concerns the object: one of the kind that its field names, or of any kind. */
export function selects(policy: SelectorFields, { kind, metadata }: SelectedObject): boolean {
  const { jobs, pods, services, objects, dependents } = policy;
  const byKind: Readonly<Record<string, Selector | undefined>> = { Job: jobs, Pod: pods, Service: services };
  const selector = objects ?? dependents ?? byKind[kind];
  return selector !== undefined && matches(selector, metadata);
}

/** Each policy that selects objects has one of these fields; the field names their kind. */
interface SelectorFields {
  readonly jobs?: Selector;
  readonly pods?: Selector;
  readonly services?: Selector;
  /** Objects of every kind. */
  readonly objects?: Selector;
  /** Objects of every kind that have an owner. */
  readonly dependents?: Selector;
}

type Selecting = { [Field in keyof SelectorFields]-?: Readonly<Record<Field, Selector>> }[keyof SelectorFields];

function matches(selector: Selector, { name, labels = {}, ownerReferences = [] }: SelectedObject['metadata']): boolean {
  const { controlledBy } = selector;
  // `search` starts at the beginning, whatever flags the expression has.
  if (selector.name !== undefined && name.search(selector.name) === -1) return false;
  if (!Object.entries(selector.labels ?? {}).every(([key, value]) => labels[key] === value)) return false;
  const isControlled = ownerReferences.some(({ kind, controller }) => controller === true && kind === controlledBy);
  return controlledBy === undefined || isControlled;
}
