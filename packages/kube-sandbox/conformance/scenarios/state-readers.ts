// What scenarios of controllers and nodes share: reading lists, events and the states that an object goes through.
import type { AnyFrame, AnyObject } from '../recorded-watch';
import type { ScenarioApi } from '../scenario';

export interface List {
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

export async function followJob(api: ScenarioApi, job: object, condition: string): Promise<void> {
  const { body } = await api.call('GET', `${api.batch}/jobs`, undefined, { recorded: false });
  const watch = api.watch(`${api.batch}/jobs?resourceVersion=${(body as List).metadata.resourceVersion}`);
  await api.call('POST', `${api.batch}/jobs`, job);
  const frames = await watch.readUntil((frame) => JSON.stringify(frame.object.status).includes(condition));
  api.note(
    'states',
    dropRepeated(frames.map((frame) => `${frame.type} ${JSON.stringify(readCounts(frame.object.status))}`)),
  );
}

function readCounts({ active, succeeded, failed, conditions }: Readonly<Record<string, unknown>> = {}): object {
  const met = Array.isArray(conditions)
    ? conditions.map(({ type, status, reason }) => [type, status, reason])
    : undefined;
  return { active, succeeded, failed, conditions: met };
}

/** The states of a pod that every node reports; some nodes report two steps as one. */
export function listStates(frames: readonly AnyFrame[]): string[] {
  return dropRepeated(
    frames
      .filter((frame) => frame.type !== 'BOOKMARK')
      .map((frame) => {
        const conditions = frame.object.status?.conditions;
        const ready =
          Array.isArray(conditions) && conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
        const deleting = frame.object.metadata.deletionTimestamp === undefined ? '' : ' deleting';
        // Whether a process ends after its signal or is killed depends on the load of the machine.
        const phase = deleting && /Failed|Succeeded/.test(String(getPhase(frame))) ? 'Ended' : getPhase(frame);
        return `${frame.type} ${phase}${ready ? ' ready' : ''}${deleting}`;
      }),
  );
}

function dropRepeated(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line !== lines[index - 1]);
}

export function getPhase(frame: AnyFrame): unknown {
  return frame.object.status?.phase;
}

export function showPod(pod: AnyObject): unknown {
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

export async function readList(api: ScenarioApi, path: string): Promise<List> {
  const { body } = await api.call('GET', `${api.core}/${path}`, undefined, { recorded: false });
  // The answer to a list.
  return body as List;
}

/** The events of the namespace, each once, once all of these reasons occur. */
export async function readEvents(api: ScenarioApi, ...reasons: readonly string[]): Promise<unknown> {
  const all = ({ items }: EventList) => reasons.every((reason) => items.some((event) => event.reason === reason));
  const list = await api.eventually<EventList>(`${api.core}/events`, all, { recorded: false });
  const shown = list.items.map(({ reason, type, message, source, involvedObject: { kind, fieldPath } }) =>
    JSON.stringify({
      reason,
      type,
      kind,
      fieldPath,
      source,
      message: message.replace(/\ba-[a-z0-9]{5}\b/g, 'a-<random>'),
    }),
  );
  return [...new Set(shown)].toSorted().map((event) => JSON.parse(event));
}

/** Waits until the only pod, one of `stay`, handles signals: a process that has just started does not yet. */
export async function waitUntilStaying(api: ScenarioApi): Promise<void> {
  const running = ({ items }: List) => items[0]?.status?.phase === 'Running';
  const { items } = await api.eventually<List>(`${api.core}/pods`, running, { recorded: false });
  const log = `${api.core}/pods/${items[0]?.metadata.name}/log`;
  await api.eventually<unknown>(log, (text) => String(text).includes('staying'), { recorded: false });
}
