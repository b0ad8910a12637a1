// What the rest of the suite uses of the environments.

export { whyNotApplicable } from './applicability';
export { clusterOptions, focusServerOptions } from './connect';
export { type Environment, loadEnvironment, loadProfile, type NamedProfile, profileNames } from './load';
export { type EnvironmentVersions, preflight } from './preflight';
export type { Capability, KnownGap, Profile } from './profile-schema';
