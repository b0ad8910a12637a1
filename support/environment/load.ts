// Reads and checks the profile that FOCUS_ENV names, and the environment variables that override it.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigurationError } from '../common/errors';
import { readFirstLine } from '../common/wording';
import { type Overrides, overridesSchema } from './overrides-schema';
import { type Profile, profileSchema } from './profile-schema';
import { renamed } from './renamed';
import { describeProblems, sortBySimilarity } from './schema-problems';

/** A profile with its name and the overrides of the environment variables in it. */
export interface NamedProfile extends Profile {
  readonly name: string;
  /** The file of the profile, relative to the working directory. */
  readonly file: string;
  /** The path in the profile; undefined if KUBECONFIG or its usual defaults apply. */
  readonly kubeconfig?: string | undefined;
}

/** One Focus Server with its cluster: a profile whose address is known. */
export interface Environment extends NamedProfile {
  /** Without user and password, since it appears in messages and reports. */
  readonly baseUrl: string;
  readonly credentials?: Credentials;
}

/** User and password of an address, decoded. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const profilesFolder = path.join(__dirname, 'profiles');

/** The valid names for FOCUS_ENV, in alphabetical order. */
export function listProfileNames(): string[] {
  return readdirSync(profilesFolder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.basename(file, '.yaml'))
    .sort();
}

/**
 * The profile that FOCUS_ENV names (default `sandbox`; a path that ends in `.yaml` names your own profile), overridden by FOCUS_BASE_URL,
 * FOCUS_NAMESPACE, FOCUS_CA_FILE and KUBECONFIG. An empty variable counts as absent.
 * @throws ConfigurationError that names the file or the variable, the key, the value and what is valid
 */
export function loadProfile(env: NodeJS.ProcessEnv): NamedProfile {
  const overrides = readOverrides(env);
  const { name, file } = locateProfile(overrides.FOCUS_ENV);
  const profile = readProfile(file);
  const caFile = overrides.FOCUS_CA_FILE ?? profile.tls.caFile;
  return {
    ...profile,
    name,
    file: path.relative(process.cwd(), file),
    namespace: overrides.FOCUS_NAMESPACE ?? profile.namespace,
    tls: { rejectUnauthorized: profile.tls.rejectUnauthorized, ...(caFile && { caFile }) },
    capacity: overrideCapacity(profile.capacity, overrides),
    ...(overrides.FOCUS_BASE_URL && { baseUrl: overrides.FOCUS_BASE_URL }),
    kubeconfig: overrides.KUBECONFIG === undefined ? profile.kubeconfig : undefined,
  };
}

/**
 * The environment under test: a profile with an address, without a slash at its end.
 * @throws ConfigurationError, also if neither the profile nor FOCUS_BASE_URL has an address
 */
export function loadEnvironment(env: NodeJS.ProcessEnv): Environment {
  const profile = loadProfile(env);
  if (profile.baseUrl === undefined) {
    throw new ConfigurationError(
      `The environment "${profile.name}" has no address: set FOCUS_BASE_URL, such as https://host/focus-server, or "baseUrl" in ${profile.file}.`,
    );
  }
  const { baseUrl, credentials } = splitAddress(profile.baseUrl.replace(/\/+$/, ''));
  return { ...profile, baseUrl, ...(credentials && { credentials }) };
}

function splitAddress(address: string): Pick<Environment, 'baseUrl' | 'credentials'> {
  const { username, password } = new URL(address);
  if (username === '' && password === '') return { baseUrl: address };
  const credentials = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { baseUrl: address.replace(/\/\/[^/]*@/, '//'), credentials };
}

function overrideCapacity(capacity: Profile['capacity'], overrides: Overrides): Profile['capacity'] {
  const { CAPACITY_TARGET: target = capacity.target, CAPACITY_RAMP: ramp } = overrides;
  const steps = ramp === 'burst' ? [] : ramp?.split(',').map(Number);
  return { ...capacity, target, minimum: Math.min(capacity.minimum, target), ramp: steps ?? capacity.ramp };
}

function readOverrides(env: NodeJS.ProcessEnv): Overrides {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = overridesSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = describeProblems(overridesSchema, given, parsed.error);
  throw new ConfigurationError(`An environment variable is wrong:\n${indent(problems)}`);
}

function locateProfile(nameOrPath: string): { name: string; file: string } {
  if (nameOrPath.endsWith('.yaml')) {
    return { name: path.basename(nameOrPath, '.yaml'), file: path.resolve(nameOrPath) };
  }
  const names = listProfileNames();
  if (!names.includes(nameOrPath)) {
    const valid = sortBySimilarity(nameOrPath, names).join(', ');
    throw new ConfigurationError(
      `FOCUS_ENV is "${nameOrPath}", which is not an environment. Valid: ${valid}, or the path of a profile that ends in .yaml.`,
    );
  }
  return { name: nameOrPath, file: path.join(profilesFolder, `${nameOrPath}.yaml`) };
}

function readProfile(file: string): Profile {
  const shown = path.relative(process.cwd(), file);
  const document = parseDocument(readText(file, shown));
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    throw new ConfigurationError(
      `The profile ${shown} is not valid YAML: ${readFirstLine(syntaxError.message).replace(/:$/, '')}`,
    );
  }
  const data: unknown = document.toJS() ?? {};
  const parsed = profileSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `The profile ${shown} is wrong:\n${indent(describeProblems(profileSchema, data, parsed.error))}`,
  );
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const now = renamed.profiles.get(shown.replaceAll(path.sep, '/'));
    if (now !== undefined) throw new ConfigurationError(`FOCUS_ENV is "${shown}", which is now "${now}".`, { cause });
    throw new ConfigurationError(`The profile ${shown} that FOCUS_ENV names cannot be read: is the path right?`, {
      cause,
    });
  }
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
