// Makes the keys of issues in reports links to Jira, where the profile has its address.
import type { Profile } from './profile-schema';

export interface IssueLinks {
  /** The text of a page, with a link around each key that is neither in a tag, a script nor a link. */
  linkHtml(page: string): string;
  linkMarkdown(text: string): string;
  /** For terminals, which show the key and open the address. */
  linkTerminal(text: string): string;
}

const none: IssueLinks = {
  linkHtml: (page) => page,
  linkMarkdown: (text) => text,
  linkTerminal: (text) => text,
};

/** Links for the keys of the profile's projects; texts stay as they are where the profile has no address of Jira. */
export function createIssueLinks({ jira, xray }: Pick<Profile, 'jira' | 'xray'>): IssueLinks {
  const { url } = jira;
  if (url === undefined) return none;
  const projects = [...new Set([...jira.projects, ...(xray.projectKey === undefined ? [] : [xray.projectKey])])];
  // Any capitals with a number may be no key, such as UTF-8.
  const keys = new RegExp(`(?<![A-Za-z0-9/-])(?:${projects.join('|')})-\\d+(?![A-Za-z0-9-])`, 'g');
  const findAddress = (key: string) => `${url.replace(/\/+$/, '')}/browse/${key}`;
  const linkText = (text: string) => text.replace(keys, (key) => `<a href="${findAddress(key)}">${key}</a>`);
  return {
    linkHtml: (page) => mapTexts(page, linkText),
    linkMarkdown: (text) => text.replace(keys, (key) => `[${key}](${findAddress(key)})`),
    linkTerminal: (text) => text.replace(keys, (key) => `\u001b]8;;${findAddress(key)}\u0007${key}\u001b]8;;\u0007`),
  };
}

/** Tags, and elements whose content is no text of the page or a link already. */
const untouched = /(<(script|style|a|title|textarea)\b[\s\S]*?<\/\2>|<!--[\s\S]*?-->|<\/?[a-z][^>]*>)/i;

function mapTexts(page: string, change: (text: string) => string): string {
  // Each separator leaves two parts: itself and the name of the element.
  return page
    .split(untouched)
    .map((part, index) => (index % 3 === 0 ? change(part) : index % 3 === 1 ? part : ''))
    .join('');
}
