// Decides whether a scenario can be run in an environment, from its @requires tags and what the environment allows.
import type { NamedProfile } from './load';
import type { Capability } from './profile-schema';

/** Scenarios that take so long, or so much of an environment, that they are run only when the command line's tags name them. */
const onRequest: readonly string[] = ['@capacity-discovery'];

const requiresTag = /^@requires:(.+)$/;

/** What each capability allows, as it is said to a reader, and the variable of the command line that has to consent on a protected environment. */
const capabilities: Readonly<Record<Capability, { readonly allows: string; readonly consent?: string }>> = {
  cancel: { allows: 'cancelling jobs' },
  disturb: { allows: 'disturbing the server', consent: 'FOCUS_ALLOW_DISTURB' },
  quotas: { allows: 'setting resource quotas' },
  holdPorts: { allows: 'holding ports by Services of its own' },
  load: { allows: 'putting load on the server', consent: 'FOCUS_ALLOW_LOAD' },
  steerDataSource: { allows: 'steering the data source' },
  breakClusterApi: { allows: 'having the Kubernetes API fail' },
};

/**
 * Why a scenario with `tags` cannot be run in the environment; undefined when it can. On a protected environment load and disturbance need two
 * consents: the profile's, and a variable on the command line that holds the environment's name.
 * @throws Error for a tag that names no capability: a mistake in the feature file
 */
export function whyNotApplicable(
  tags: readonly string[],
  environment: Pick<NamedProfile, 'name' | 'protected' | 'capabilities'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const refusals = requiredCapabilities(tags).map((capability) => whyRefused(capability, environment, env));
  return [...refusals, whyNotRequested(tags, env)].find((reason) => reason !== undefined);
}

function whyNotRequested(tags: readonly string[], { FOCUS_REQUESTED_TAGS: requested = '' }: NodeJS.ProcessEnv) {
  const tag = onRequest.find((each) => tags.includes(each));
  if (tag === undefined || requested.includes(tag.slice(1))) return undefined;
  return `it takes long and puts much load on the server, so it has to be asked for (--tags ${tag})`;
}

function requiredCapabilities(tags: readonly string[]): Capability[] {
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

function whyRefused(
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
