// Restores the summary and the labels that people have edited in Jira, which an import of features overwrites.
import { formatCount } from '../../common/wording';
import type { TestIssue, XrayClient } from '../client/xray-client';

/** Labels by which Xray finds a Test again: the permanent name, and the path of the file. */
const identityLabels = /^(id:|.*\.feature$)/;

interface Restoration {
  /** The Tests before the import. */
  readonly before: readonly TestIssue[];
  readonly print: (line: string) => void;
}

/** Compares the Tests with their state before the import, and edits those that differ. */
export async function restoreEditedFields(client: XrayClient, { before, print }: Restoration): Promise<void> {
  const earlier = new Map(before.map((test) => [test.key, test]));
  let restored = 0;
  for (const now of await client.listTests()) {
    const old = earlier.get(now.key);
    if (old === undefined) continue;
    const labels = [...new Set([...old.labels, ...now.labels.filter((label) => identityLabels.test(label))])];
    const fields = {
      ...(now.summary !== old.summary && { summary: old.summary }),
      ...(!isSameSet(labels, now.labels) && { labels }),
    };
    if (Object.keys(fields).length === 0) continue;
    await client.jira?.editFields(now.key, fields);
    restored += 1;
  }
  print(`Restored the summary or the labels of ${formatCount(restored, 'Test')} (--keep-fields).`);
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each));
}
