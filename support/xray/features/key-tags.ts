// Tags that name an issue of Jira, as Xray reads them: a prefix that each instance sets, and a key.
import type { Prefixes } from '../xray-settings';

const key = '[A-Z][A-Z0-9_]+-\\d+';

/** The key in a tag with this prefix; undefined for any other tag. */
export function readKey(tag: string, prefix: string): string | undefined {
  return tag.startsWith(`@${prefix}`) && new RegExp(`^${key}$`).test(tag.slice(prefix.length + 1))
    ? tag.slice(prefix.length + 1)
    : undefined;
}

/** The keys of the Tests that these tags name. */
export function readTestKeys(tags: readonly string[], { test }: Pick<Prefixes, 'test'>): string[] {
  return tags.flatMap((tag) => readKey(tag, test) ?? []);
}

/** The permanent name of a scenario: its tag `@id:…`, by which Xray finds a Test without a key. */
export function readPermanentName(tags: readonly string[]): string | undefined {
  return tags.find((tag) => tag.startsWith('@id:'));
}

/** The prefix in front of this key in a tag; undefined when the tag does not end with the key. */
export function readPrefix(tag: string, issueKey: string): string | undefined {
  const prefix = tag.endsWith(issueKey) ? tag.slice(1, -issueKey.length) : undefined;
  return prefix === undefined || /[a-z0-9]$/i.test(prefix) ? undefined : prefix;
}

/** The end of a tag that may be meant as a key, in any case; undefined for any other tag. */
export function findKeyLikeEnd(tag: string): string | undefined {
  return /(?<![a-z0-9])[a-z][a-z0-9]+-\d+$/i.exec(tag.slice(1))?.[0];
}
