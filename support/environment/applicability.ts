// Decides whether a scenario can run in an environment, from its @requires tags and the capabilities of the environment.
import type { NamedProfile } from './load';
import type { Capability } from './profile-schema';

/** Tags of scenarios that take so much time or load that they are opt-in: they run only if the command line names the tag. */
const optIn: readonly string[] = ['@capacity-discovery'];

const requiresTag = /^@requires:(.+)$/;

/** What each capability allows, for messages, and the variable that has to consent on a protected environment. */
const capabilities: Readonly<Record<Capability, { readonly allows: string; readonly consent?: string }>> = {
  cancel: { allows: 'cancelling jobs' },
  disturb: { allows: 'disturbing the server', consent: 'FOCUS_ALLOW_DISTURB' },
  quotas: { allows: 'setting resource quotas' },
  holdPorts: { allows: 'holding ports with Services of the suite' },
  load: { allows: 'putting load on the server', consent: 'FOCUS_ALLOW_LOAD' },
  steerDataSource: { allows: 'steering the data source' },
  breakClusterApi: { allows: 'making the Kubernetes API fail' },
};

/**
 * Why a scenario with `tags` cannot run in the environment; undefined if it can. On a protected environment, load and disruption need two
 * consents: that of the profile, and a variable on the command line with the name of the environment.
 * @throws Error for a tag that names no capability: an error in the feature file
 */
export function findReasonNotApplicable(
  tags: readonly string[],
  environment: Pick<NamedProfile, 'name' | 'protected' | 'capabilities'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const refusals = listRequiredCapabilities(tags).map((capability) => findReasonRefused(capability, environment, env));
  return [...refusals, findReasonNotRequested(tags, env)].find((reason) => reason !== undefined);
}

function findReasonNotRequested(tags: readonly string[], { FOCUS_REQUESTED_TAGS: requested = '' }: NodeJS.ProcessEnv) {
  const tag = optIn.find((each) => tags.includes(each));
  if (tag === undefined || requested.includes(tag.slice(1))) return undefined;
  return `it takes long and puts much load on the server, so it is opt-in (--tags ${tag})`;
}

function listRequiredCapabilities(tags: readonly string[]): Capability[] {
  return tags.flatMap((tag) => {
    const name = requiresTag.exec(tag)?.[1];
    if (name === undefined) return [];
    if (!isCapability(name)) {
      throw new Error(`The tag ${tag} names no capability; valid: ${Object.keys(capabilities).join(', ')}.`);
    }
    return [name];
  });
}

function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name);
}

function findReasonRefused(
  capability: Capability,
  environment: Pick<NamedProfile, 'name' | 'protected' | 'capabilities'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const { allows, consent } = capabilities[capability];
  if (!environment.capabilities[capability]) {
    return `the profile of "${environment.name}" does not allow ${allows} (capabilities.${capability})`;
  }
  if (environment.protected && consent !== undefined && env[consent] !== environment.name) {
    return `${allows} on "${environment.name}" needs the consent of the command line too (${consent}=${environment.name})`;
  }
  return undefined;
}
