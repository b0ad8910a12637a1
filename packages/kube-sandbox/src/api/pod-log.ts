// A container's log: the requested part, and what is added while it is followed.
import type { ContainerLog, LogLine } from '../part-interfaces';
import type { Stored } from '../store';
import { badRequest, invalid } from '../store/status-error';
import { invalidValue } from '../store/strategies/field-causes';
import type { ApiContext, Call, Outcome, StreamOutput } from './api-context';
import { readInteger } from './call-options';

/** Answers the log as text. Throws `StatusError` BadRequest when the container is unknown or has not started. */
export function readLog({ store, logs }: ApiContext, { info }: Call): Outcome {
  const pod = store.get('pods', info.namespace, info.name);
  const container = findContainer(pod, info.query.get('container'));
  const isPrevious = info.query.get('previous') === 'true';
  if (!pod.spec?.nodeName) return { code: 204, text: '', contentType: plainTextType };
  const options = readOptions(info.query, info.name);
  const log = logs.log(pod.metadata.uid, container, isPrevious);
  if (!log) throw createNoLogError(pod, container, isPrevious);
  const text = selectText(log.lines, options);
  if (info.query.get('follow') !== 'true' || !log.open) return createTextAnswer(text);
  return { contentType: plainTextType, run: (output, signal) => followLog(log, text, options, { output, signal }) };
}

const plainTextType = 'text/plain';

interface LogOptions {
  readonly tailLines?: number;
  readonly limitBytes?: number;
  readonly since?: Date;
  readonly timestamps: boolean;
}

function readOptions(query: URLSearchParams, pod: string): LogOptions {
  const tailLines = readInteger(query, 'tailLines');
  const limitBytes = readInteger(query, 'limitBytes');
  const sinceSeconds = readInteger(query, 'sinceSeconds');
  checkOptions(pod, { tailLines, limitBytes, sinceSeconds });
  const sinceTime = query.get('sinceTime');
  const since = sinceTime ? new Date(sinceTime) : sinceSeconds && new Date(Date.now() - sinceSeconds * 1000);
  return {
    timestamps: query.get('timestamps') === 'true',
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(limitBytes === undefined ? {} : { limitBytes }),
    ...(since ? { since } : {}),
  };
}

interface Limits {
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
  readonly sinceSeconds: number | undefined;
}

/** Source: `ValidatePodLogOptions` of Kubernetes. */
function checkOptions(pod: string, { tailLines = 0, limitBytes = 1, sinceSeconds = 1 }: Limits): void {
  const causes = [
    ...(tailLines < 0 ? [invalidValue('tailLines', tailLines, 'must be greater than or equal to 0')] : []),
    ...(limitBytes < 1 ? [invalidValue('limitBytes', limitBytes, 'must be greater than 0')] : []),
    ...(sinceSeconds < 1 ? [invalidValue('sinceSeconds', sinceSeconds, 'must be greater than 0')] : []),
  ];
  if (causes.length > 0) throw invalid({ kind: 'PodLogOptions', plural: 'pods', group: '' }, pod, causes);
}

function selectText(lines: readonly LogLine[], options: LogOptions): string {
  const { since, tailLines, limitBytes } = options;
  const recent = since ? lines.filter(({ time }) => time >= since) : lines;
  const tail = tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
  const text = tail.map((line) => formatLine(line, options)).join('');
  return limitBytes === undefined ? text : Buffer.from(text).subarray(0, limitBytes).toString();
}

function formatLine({ time, text }: LogLine, { timestamps }: LogOptions): string {
  return timestamps ? `${time.toISOString().slice(0, -1)}000000Z ${text}\n` : `${text}\n`;
}

async function followLog(
  log: ContainerLog,
  start: string,
  options: LogOptions,
  { output, signal }: { readonly output: StreamOutput; readonly signal: AbortSignal },
): Promise<void> {
  output.write(start);
  let left = (options.limitBytes ?? Number.POSITIVE_INFINITY) - Buffer.byteLength(start);
  let unsubscribe: (() => void) | undefined;
  await new Promise<void>((resolve) => {
    const write = (line: LogLine): void => {
      const text = Buffer.from(formatLine(line, options)).subarray(0, Math.min(left, Number.MAX_SAFE_INTEGER));
      left -= text.length;
      output.write(text.toString());
      if (left <= 0) resolve();
    };
    unsubscribe = log.follow(write, resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  unsubscribe?.();
}

function findContainer({ metadata, spec }: Stored<'pods'>, requested: string | null): string {
  const names = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(({ name }) => name);
  if (requested) {
    if (names.includes(requested)) return requested;
    throw badRequest(`container ${requested} is not valid for pod ${metadata.name}`);
  }
  const [only = ''] = names;
  if (names.length === 1) return only;
  const choice = (spec?.containers ?? []).map(({ name }) => name).join(' ');
  throw badRequest(`a container name must be specified for pod ${metadata.name}, choose one of: [${choice}]`);
}

function createNoLogError({ metadata, status }: Stored<'pods'>, container: string, isPrevious: boolean): Error {
  const where = `container ${JSON.stringify(container)} in pod ${JSON.stringify(metadata.name)}`;
  if (isPrevious) return badRequest(`previous terminated ${where} not found`);
  const state = status?.containerStatuses?.find(({ name }) => name === container)?.state;
  const reason = state?.waiting?.reason ?? 'ContainerCreating';
  const isBroken = reason !== 'ContainerCreating' && reason !== 'PodInitializing';
  return badRequest(`${where} is waiting to start: ${isBroken ? `${imageTexts.get(reason) ?? reason}` : reason}`);
}

/** The kubelet's messages for images that cannot be pulled. */
const imageTexts: ReadonlyMap<string, string> = new Map([
  ['ErrImagePull', "image can't be pulled"],
  ['ImagePullBackOff', 'trying and failing to pull image'],
]);

function createTextAnswer(text: string): Outcome {
  return { code: 200, text, contentType: plainTextType };
}
