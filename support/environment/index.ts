// The parts of the environments that other folders use.

export { findReasonNotApplicable } from './applicability';
export { toClusterOptions, toFocusServerOptions } from './connect';
export { createIssueLinks, type IssueLinks } from './issue-links';
export { type Environment, listProfileNames, loadEnvironment, loadProfile, type NamedProfile } from './load';
export { type EnvironmentVersions, runPreflight } from './preflight';
export type { ProductVersion } from './product-version';
export type { Capability, KnownGap, Profile } from './profile-schema';
