// What controllers and nodes make of objects: jobs to their end, events, garbage, endpoints, logs.
import { jobOf, podOf, podSpec, serviceOf } from '../objects';
import type { AnyFrame, AnyObject } from '../recorded-watch';
import type { Scenario, ScenarioApi } from '../scenario';

interface List {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly AnyObject[];
}

interface EventList {
  readonly items: readonly {
    readonly reason: string;
    readonly type: string;
    readonly message: string;
    readonly count?: number;
    readonly source?: object;
    readonly involvedObject: { readonly kind: string; readonly name: string; readonly fieldPath?: string };
  }[];
}

const gone = (_: unknown, status: number) => status === 404;

export const lifecycleScenarios: readonly Scenario[] = [
  {
    name: 'a job that succeeds',
    run: async (api) => {
      await followJob(api, jobOf('a', api.image, ['print', '3']), 'Complete');
      await api.eventually<AnyObject>(`${api.batch}/jobs/a`, (job) => 'succeeded' in (job.status ?? {}));
      const pods = await listOf(api, 'pods?labelSelector=job-name%3Da');
      api.note('pod', pods.items.map(shownPod));
      api.note('events', await eventsSeen(api, 'Completed'));
      await api.call('GET', `${api.core}/pods/${pods.items[0]?.metadata.name}/log`);
      await api.call('GET', `${api.core}/pods/${pods.items[0]?.metadata.name}/log?tailLines=2&limitBytes=9`);
    },
  },
  {
    name: 'a job that fails',
    run: async (api) => {
      await followJob(api, jobOf('a', api.image, ['exit', '3']), 'Failed');
      await api.eventually<AnyObject>(`${api.batch}/jobs/a`, (job) => 'failed' in (job.status ?? {}));
      const pods = await listOf(api, 'pods?labelSelector=job-name%3Da');
      api.note('pod', pods.items.map(shownPod));
      api.note('events', await eventsSeen(api, 'BackoffLimitExceeded'));
    },
  },
  {
    name: 'a job that is removed after its time',
    run: async (api) => {
      await api.call(
        'POST',
        `${api.batch}/jobs`,
        jobOf('a', api.image, ['exit', '0'], { ttlSecondsAfterFinished: 1 }),
        { recorded: false },
      );
      await api.eventually(`${api.batch}/jobs/a`, gone);
      await api.eventually<List>(`${api.core}/pods`, (list) => list.items.length === 0, {
        show: ({ items }) => items.length,
      });
    },
  },
  {
    name: 'a pod from Pending to Running and gone',
    run: async (api) => {
      const { metadata } = await listOf(api, 'pods');
      const watch = api.watch(`${api.core}/pods?resourceVersion=${metadata.resourceVersion}`);
      await api.call('POST', `${api.core}/pods`, podOf('a', api.image, ['stay']), { recorded: false });
      await watch.until((frame) => phaseOf(frame) === 'Running');
      await api.call('GET', `${api.core}/pods/a`);
      api.note('events', await eventsSeen(api, 'Started'));
      const deleted = await api.call('DELETE', `${api.core}/pods/a`, undefined, { recorded: false });
      api.note('delete', { status: deleted.status, kind: (deleted.body as AnyObject).kind });
      const frames = await watch.until((frame) => frame.type === 'DELETED');
      api.note('states', statesOf(frames));
    },
  },
  {
    name: 'a pod that no node can bear',
    run: async (api) => {
      const resources = { limits: { 'nvidia.com/gpu.shared': '9999' } };
      const pod = { metadata: { name: 'a' }, spec: podSpec(api.image, ['stay'], { resources }) };
      await api.call('POST', `${api.core}/pods`, pod, { recorded: false });
      await api.eventually<AnyObject>(`${api.core}/pods/a`, (body) => 'conditions' in (body.status ?? {}), {
        show: (body) => body.status,
      });
      api.note('events', await eventsSeen(api, 'FailedScheduling'));
      await api.call('GET', `${api.core}/pods/a/log`);
    },
  },
  {
    name: 'a pod whose image is not there',
    run: async (api) => {
      await api.call('POST', `${api.core}/pods`, podOf('a', 'localhost/no-such-image:1', ['stay']), {
        recorded: false,
      });
      await api.eventually<AnyObject>(
        `${api.core}/pods/a`,
        (body) => JSON.stringify(body.status).includes('ErrImageNeverPull'),
        { show: shownPod },
      );
      api.note('events', await eventsSeen(api, 'Failed'));
      await api.call('GET', `${api.core}/pods/a/log`);
    },
  },
  {
    name: 'a container that restarts',
    run: async (api) => {
      await api.call('POST', `${api.core}/pods`, podOf('a', api.image, ['exit', '1'], { restartPolicy: 'Always' }), {
        recorded: false,
      });
      await api.eventually<AnyObject>(
        `${api.core}/pods/a`,
        (body) =>
          /"restartCount":1.*CrashLoopBackOff|CrashLoopBackOff.*"restartCount":1/.test(JSON.stringify(body.status)),
        { show: shownPod },
      );
      await api.call('GET', `${api.core}/pods/a/log?previous=true`);
    },
  },
  {
    name: 'logs that are not there',
    run: async (api) => {
      await api.call('GET', `${api.core}/pods/missing/log`);
      await api.call('POST', `${api.core}/pods`, podOf('a', api.image, ['stay']), { recorded: false });
      await api.eventually<AnyObject>(`${api.core}/pods/a`, (body) => body.status?.phase === 'Running', {
        recorded: false,
      });
      await api.call('GET', `${api.core}/pods/a/log`);
      await api.call('GET', `${api.core}/pods/a/log?container=other`);
      await api.call('GET', `${api.core}/pods/a/log?previous=true`);
      await api.call('GET', `${api.core}/pods/a/log?tailLines=-1`);
      await api.call('GET', `${api.core}/pods/a/log?limitBytes=0`);
    },
  },
  {
    name: 'endpoints of a service',
    run: async (api) => {
      await api.call('POST', `${api.core}/services`, serviceOf('a'), { recorded: false });
      await api.eventually<AnyObject>(`${api.core}/endpoints/a`, (_, status) => status === 200);
      await api.call('POST', `${api.core}/pods`, podOf('a', api.image, ['serve', '5000']), { recorded: false });
      await api.call(
        'POST',
        `${api.core}/pods`,
        { ...podOf('b', api.image, ['serve', '5000']), metadata: { name: 'b', labels: { app: 'other' } } },
        { recorded: false },
      );
      await api.eventually<AnyObject>(`${api.core}/endpoints/a`, (body) =>
        JSON.stringify(body).includes('"addresses"'),
      );
      await api.call('DELETE', `${api.core}/pods/a`, undefined, { recorded: false });
      await api.eventually<AnyObject>(
        `${api.core}/endpoints/a`,
        (body) => !JSON.stringify(body).includes('"addresses"'),
      );
      await api.call('DELETE', `${api.core}/services/a`, undefined, { recorded: false });
      await api.eventually(`${api.core}/endpoints/a`, gone);
    },
  },
  ...(['Background', 'Foreground', 'Orphan'] as const).map(deletionOf),
  {
    name: 'a pod whose owner is not there',
    run: async (api) => {
      const owner = {
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: 'ghost',
        uid: '11111111-2222-3333-4444-555555555555',
        controller: true,
      };
      const metadata = { name: 'a', ownerReferences: [owner] };
      await api.call('POST', `${api.core}/configmaps`, { metadata });
      await api.eventually(`${api.core}/configmaps/a`, gone);
      await api.call('POST', `${api.core}/configmaps`, {
        metadata: { name: 'b', ownerReferences: [{ ...owner, uid: '' }] },
      });
    },
  },
  {
    name: 'finalizers',
    run: async (api) => {
      const path = `${api.core}/configmaps/a`;
      await api.call('POST', `${api.core}/configmaps`, { metadata: { name: 'a', finalizers: ['example.com/hold'] } });
      await api.call('DELETE', path);
      await api.call('GET', path);
      await api.call('DELETE', path);
      await api.call(
        'PATCH',
        path,
        { metadata: { finalizers: ['example.com/hold', 'example.com/more'] } },
        { contentType: 'application/merge-patch+json' },
      );
      await api.call(
        'PATCH',
        path,
        { metadata: { finalizers: null } },
        { contentType: 'application/merge-patch+json' },
      );
      await api.call('GET', path);
      await api.call('POST', `${api.core}/configmaps`, { metadata: { name: 'b', finalizers: ['bad finalizer!'] } });
    },
  },
  {
    name: 'a deployment',
    run: async (api) => {
      const template = {
        metadata: { labels: { app: 'a' } },
        spec: { ...podSpec(api.image, ['stay']), restartPolicy: 'Always' },
      };
      const body = {
        metadata: { name: 'a' },
        spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template },
      };
      await api.call('POST', `${api.apps}/deployments`, body);
      await api.eventually<AnyObject>(
        `${api.apps}/deployments/a`,
        (deployment) =>
          deployment.status?.availableReplicas === 1 &&
          JSON.stringify(deployment.status).includes('NewReplicaSetAvailable'),
        { show: ({ status }) => ({ ...status, conditions: '…' }) },
      );
      const pods = await listOf(api, 'pods');
      api.note(
        'pod',
        pods.items.map((pod) => ({
          names: /^a-[0-9a-z]+-[0-9a-z]{5}$/.test(pod.metadata.name ?? ''),
          labels: Object.keys(pod.metadata.labels ?? {}),
        })),
      );
      await api.call('DELETE', `${api.core}/pods/${pods.items[0]?.metadata.name}`, undefined, { recorded: false });
      await api.eventually<List>(
        `${api.core}/pods`,
        ({ items }) =>
          items.length === 1 &&
          items[0]?.metadata.uid !== pods.items[0]?.metadata.uid &&
          items[0]?.status?.phase === 'Running',
        { show: ({ items }) => items.length },
      );
      await api.call('DELETE', `${api.apps}/deployments/a`, undefined, { recorded: false });
      await api.eventually<List>(`${api.core}/pods`, ({ items }) => items.length === 0, {
        show: ({ items }) => items.length,
      });
    },
  },
];

function deletionOf(propagationPolicy: 'Background' | 'Foreground' | 'Orphan'): Scenario {
  return {
    name: `deleting a job with propagation ${propagationPolicy}`,
    run: async (api) => {
      await api.call('POST', `${api.batch}/jobs`, jobOf('a', api.image, ['stay']), { recorded: false });
      await api.eventually<List>(`${api.core}/pods`, ({ items }) => items[0]?.status?.phase === 'Running', {
        recorded: false,
      });
      const { metadata } = await listOf(api, 'pods');
      const watch = api.watch(`${api.core}/pods?resourceVersion=${metadata.resourceVersion}`);
      const deleted = await api.call('DELETE', `${api.batch}/jobs/a`, { propagationPolicy }, { recorded: false });
      const { kind, metadata: shown } = deleted.body as AnyObject & { metadata: { finalizers?: string[] } };
      api.note('delete', {
        status: deleted.status,
        kind,
        finalizers: shown.finalizers,
        deleting: shown.deletionTimestamp !== undefined,
      });
      await api.eventually(`${api.batch}/jobs/a`, gone);
      if (propagationPolicy === 'Orphan') {
        api.note(
          'pods left',
          (await listOf(api, 'pods')).items.map(({ metadata: { name: _, ...rest } }) => ({
            owners: (rest as { ownerReferences?: unknown }).ownerReferences,
          })),
        );
        return;
      }
      const frames = await watch.until((frame) => frame.type === 'DELETED');
      api.note('states', statesOf(frames));
    },
  };
}

async function followJob(api: ScenarioApi, job: object, condition: string): Promise<void> {
  const { body } = await api.call('GET', `${api.batch}/jobs`, undefined, { recorded: false });
  const watch = api.watch(`${api.batch}/jobs?resourceVersion=${(body as List).metadata.resourceVersion}`);
  await api.call('POST', `${api.batch}/jobs`, job);
  const frames = await watch.until((frame) => JSON.stringify(frame.object.status).includes(condition));
  api.note('states', distinct(frames.map((frame) => `${frame.type} ${JSON.stringify(countsOf(frame.object.status))}`)));
}

function countsOf({ active, succeeded, failed, conditions }: Readonly<Record<string, unknown>> = {}): object {
  const met = Array.isArray(conditions)
    ? conditions.map(({ type, status, reason }) => [type, status, reason])
    : undefined;
  return { active, succeeded, failed, conditions: met };
}

/** The states of a pod as a reader tells them apart: nodes report some of them in one step or in two. */
function statesOf(frames: readonly AnyFrame[]): string[] {
  return distinct(
    frames
      .filter((frame) => frame.type !== 'BOOKMARK')
      .map((frame) => {
        const conditions = frame.object.status?.conditions;
        const ready =
          Array.isArray(conditions) && conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
        const deleting = frame.object.metadata.deletionTimestamp === undefined ? '' : ' deleting';
        return `${frame.type} ${phaseOf(frame)}${ready ? ' ready' : ''}${deleting}`;
      }),
  );
}

function distinct(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line !== lines[index - 1]);
}

function phaseOf(frame: AnyFrame): unknown {
  return frame.object.status?.phase;
}

function shownPod(pod: AnyObject): unknown {
  const { conditions, ...status } = pod.status ?? {};
  const met = Array.isArray(conditions)
    ? conditions.map(({ type, status: value, reason }) => ({ type, value, reason }))
    : [];
  return {
    metadata: pod.metadata,
    status,
    conditions: met.toSorted((left, right) => (left.type < right.type ? -1 : 1)),
  };
}

async function listOf(api: ScenarioApi, path: string): Promise<List> {
  const { body } = await api.call('GET', `${api.core}/${path}`, undefined, { recorded: false });
  // The answer to a list.
  return body as List;
}

/** The events of the namespace once one with this reason is there, in the order of their reasons and without their counts. */
async function eventsSeen(api: ScenarioApi, reason: string): Promise<unknown> {
  const list = await api.eventually<EventList>(
    `${api.core}/events`,
    ({ items }) => items.some((event) => event.reason === reason),
    { recorded: false },
  );
  const shown = list.items.map(({ reason: why, type, message, source, involvedObject: { kind, fieldPath } }) => ({
    why,
    type,
    kind,
    fieldPath,
    source,
    message: message.replace(/\ba-[a-z0-9]{5}\b/g, 'a-<random>'),
  }));
  return shown.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
