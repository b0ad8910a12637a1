// Summary and labels that people have edited in Jira, which an import of features overwrites: kept in a file until they are restored.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { formatCount } from '../../common/wording';
import type { TestIssue, XrayClient } from '../client/xray-client';
import type { XraySettings } from '../xray-settings';

/** Labels by which Xray finds a Test again: the permanent name, and the path of the file. */
const identityLabels = /^(id:|.*\.feature$)/;
const fileName = 'xray-kept-fields.json';

const schema = z.object({
  apiUrl: z.string(),
  projectKey: z.string(),
  tests: z.array(z.object({ id: z.string(), key: z.string(), summary: z.string(), labels: z.array(z.string()) })),
});

export class KeptFields {
  readonly #file: string;
  readonly #settings: Pick<XraySettings, 'apiUrl' | 'projectKey'>;

  /** @param folder that of the reports */
  constructor(folder: string, settings: Pick<XraySettings, 'apiUrl' | 'projectKey'>) {
    this.#file = path.join(folder, fileName);
    this.#settings = settings;
  }

  /** Keeps the fields as they are before the import. What a call kept that was cut off is older, and stays. */
  save(tests: readonly TestIssue[]): void {
    const saved = this.#read();
    const known = new Set(saved.map(({ key }) => key));
    const { apiUrl, projectKey } = this.#settings;
    const all = [...saved, ...tests.filter(({ key }) => !known.has(key))];
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify({ apiUrl, projectKey, tests: all }));
  }

  /** Edits the Tests whose fields differ from those that were kept. */
  async restore(client: XrayClient, print: (line: string) => void): Promise<void> {
    const earlier = new Map(this.#read().map((test) => [test.key, test]));
    let restored = 0;
    for (const now of await client.listTests()) {
      const old = earlier.get(now.key);
      const fields = old === undefined ? {} : listEdits(old, now);
      if (Object.keys(fields).length === 0) continue;
      await client.jira?.editFields(now.key, fields);
      restored += 1;
    }
    print(`Restored the summary or the labels of ${formatCount(restored, 'Test')} (--keep-fields).`);
  }

  discard(): void {
    rmSync(this.#file, { force: true });
  }

  #read(): TestIssue[] {
    const parsed = schema.safeParse(readJson(this.#file));
    const { apiUrl, projectKey } = this.#settings;
    return parsed.data?.apiUrl === apiUrl && parsed.data.projectKey === projectKey ? parsed.data.tests : [];
  }
}

function listEdits(old: TestIssue, now: TestIssue): { summary?: string; labels?: string[] } {
  const labels = [...new Set([...old.labels, ...now.labels.filter((label) => identityLabels.test(label))])];
  return {
    ...(now.summary !== old.summary && { summary: old.summary }),
    ...(!isSameSet(labels, now.labels) && { labels }),
  };
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Absent, or cut off before anything was sent.
    return undefined;
  }
}
