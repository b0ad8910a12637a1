// Lists and watches: selectors, pages, resuming, expired versions, bookmarks.

import type { AnyFrame } from '../recorded-watch';
import type { Scenario, ScenarioApi } from '../scenario';
import { createService } from '../scenario-objects';

interface List {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly resourceVersion: string } }[];
}

export const collectionScenarios: readonly Scenario[] = [
  {
    name: 'selectors',
    run: async (api) => {
      await createLabelled(api);
      for (const query of selectors) {
        const { status, body } = await api.call('GET', `${api.core}/configmaps?${query}`, undefined, {
          recorded: false,
        });
        api.note(`list ${decodeURIComponent(query)}`, {
          status,
          ...(status === 200 ? { names: listNames(body) } : { body }),
        });
      }
    },
  },
  {
    name: 'pages of a list',
    run: async (api) => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        await api.call('POST', `${api.core}/services`, createService(name), { recorded: false });
      }
      const first = await listPage(api, 'limit=2');
      const second = await listPage(api, `limit=2&continue=${encodeURIComponent(first.metadata.continue ?? '')}`);
      await listPage(api, `limit=2&continue=${encodeURIComponent(second.metadata.continue ?? '')}`);
      await api.call('GET', `${api.core}/services?limit=2&continue=nonsense`);
      await api.call('GET', `${api.core}/services?resourceVersion=nonsense`);
    },
  },
  {
    name: 'deleting a collection',
    run: async (api) => {
      await createLabelled(api);
      const { status } = await api.call('DELETE', `${api.core}/configmaps?labelSelector=tier%3Dfront`, undefined, {
        recorded: false,
      });
      api.note('deletecollection', status);
      const { body } = await api.call(
        'GET',
        `${api.core}/configmaps?fieldSelector=metadata.name!=kube-root-ca.crt`,
        undefined,
        { recorded: false },
      );
      api.note('left', listNames(body));
    },
  },
  {
    name: 'a watch from a version',
    run: async (api) => {
      const services = `${api.core}/services`;
      const { body } = await api.call('GET', services, undefined, { recorded: false });
      const watch = api.watch(`${services}?resourceVersion=${(body as List).metadata.resourceVersion}`);
      await api.call('POST', services, createService('a'), { recorded: false });
      await api.call(
        'PATCH',
        `${services}/a`,
        { metadata: { labels: { round: '1' } } },
        { contentType: 'application/merge-patch+json', recorded: false },
      );
      await api.call('DELETE', `${services}/a`, undefined, { recorded: false });
      const frames = await watch.readUntil((frame) => frame.type === 'DELETED');
      api.note(
        'frames',
        frames.filter((frame) => frame.type !== 'BOOKMARK'),
      );
      const resumed = api.watch(`${services}?resourceVersion=${frames[0]?.object.metadata.resourceVersion}`);
      api.note(
        'resumed after the first',
        (await resumed.readUntil((frame) => frame.type === 'DELETED')).map(summarize),
      );
      const versions = frames.map((frame) => Number(frame.object.metadata.resourceVersion));
      api.note(
        'versions grow',
        versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0)),
      );
    },
  },
  {
    name: 'a watch of existing objects',
    run: async (api) => {
      const services = `${api.core}/services`;
      for (const name of ['a', 'b']) await api.call('POST', services, createService(name), { recorded: false });
      const watch = api.watch(`${services}?resourceVersion=0`);
      await watch.readUntil((frame) => frame.object.metadata.name === 'a');
      const frames = await watch.readUntil((frame) => frame.object.metadata.name === 'b');
      api.note('frames', frames.map(summarize).toSorted());
    },
  },
  {
    name: 'a watch with a selector',
    run: async (api) => {
      const services = `${api.core}/services`;
      const { body } = await api.call('GET', services, undefined, { recorded: false });
      const version = (body as List).metadata.resourceVersion;
      const watch = api.watch(
        `${services}?resourceVersion=${version}&labelSelector=${encodeURIComponent('tier=front')}`,
      );
      const byName = api.watch(
        `${services}?resourceVersion=${version}&fieldSelector=${encodeURIComponent('metadata.name=b')}`,
      );
      const label = (name: string, tier: string | null) =>
        api.call(
          'PATCH',
          `${services}/${name}`,
          { metadata: { labels: { tier } } },
          { contentType: 'application/merge-patch+json', recorded: false },
        );
      for (const name of ['a', 'b']) await api.call('POST', services, createService(name), { recorded: false });
      await label('a', 'front');
      await label('a', 'back');
      await label('a', 'front');
      await api.call('DELETE', `${services}/a`, undefined, { recorded: false });
      await api.call('DELETE', `${services}/b`, undefined, { recorded: false });
      const frames = await byName.readUntil((frame) => frame.type === 'DELETED');
      const selected = await watch.readUntil((frame) => watch.frames.indexOf(frame) >= 3);
      api.note(
        'by label',
        selected.map((frame) => `${summarize(frame)} ${frame.object.metadata.labels?.tier ?? ''}`),
      );
      api.note('by name', frames.map(summarize));
    },
  },
  {
    name: 'versions that a watch cannot start from',
    run: async (api) => {
      await api.call('GET', `${api.core}/services?watch=true&resourceVersion=nonsense`);
      await api.call('GET', `${api.core}/services?watch=true&fieldSelector=nonsense%3D1`);
      await api.call('GET', `${api.core}/services?watch=true&labelSelector=a%20b`);
      await api.call('GET', `${api.core}/services?watch=true&timeoutSeconds=1`, undefined, { recorded: false });
    },
  },
];

const selectors: readonly string[] = [
  'tier=front',
  'tier==front',
  'tier!=front',
  'tier in (front,back)',
  'tier notin (front)',
  'tier',
  '!tier',
  'tier=front,rank=1',
  'rank>1',
  'tier=',
]
  .map((selector) => `labelSelector=${encodeURIComponent(selector)}`)
  .concat(
    ['tier in (front', '=x', 'tier=front rank=1', 'bad key!=x', 'tier in ()'].map(
      (selector) => `labelSelector=${encodeURIComponent(selector)}`,
    ),
    ['metadata.name=b', 'metadata.name!=b', 'data.x=1', 'metadata.name', 'metadata.namespace=default'].map(
      (selector) => `fieldSelector=${encodeURIComponent(selector)}`,
    ),
  );

async function createLabelled(api: ScenarioApi): Promise<void> {
  // Newer versions keep a ConfigMap of their own in each namespace; the scenarios ignore it.
  for (const [name, labels] of labelled) {
    await api.call('POST', `${api.core}/configmaps`, { metadata: { name, labels } }, { recorded: false });
  }
}

const labelled: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a', { tier: 'front', rank: '1' }],
  ['b', { tier: 'front', rank: '2' }],
  ['c', { tier: 'back' }],
  ['d', {}],
  ['e', { tier: '' }],
];

async function listPage(api: ScenarioApi, query: string): Promise<List> {
  const { status, body } = await api.call('GET', `${api.core}/services?${query}`, undefined, {
    recorded: false,
  });
  // The answer to a list.
  const list = body as List;
  const { remainingItemCount, continue: more } = list.metadata;
  api.note(`page`, { status, names: listNames(list), more: more !== undefined && more !== '', remainingItemCount });
  return list;
}

function listNames(list: unknown): string[] {
  return (list as List).items.map((item) => item.metadata.name).filter((name) => name !== 'kube-root-ca.crt');
}

function summarize(frame: AnyFrame): string {
  return `${frame.type} ${frame.object.metadata.name}`;
}
