// Watches: the state or the changes since a version, then every further change, as lines of JSON.
import {
  formatApiVersion,
  type KubeObject,
  type ResourceDefinition,
  type Selection,
  StatusError,
  type WatchEvent,
} from '../store';
import { selects } from '../store/collection';
import type { ApiContext, Call, Stream, StreamOutput } from './api-context';
import { readInteger, readVersion } from './call-options';
import { readSelection } from './collection-calls';
import { negotiateForm } from './form-negotiation';
import { getScope } from './object-calls';
import { formatEventObject } from './presentation';
import { isTrue } from './request-info';

/** Opens a watch. Throws `StatusError` on selectors or versions that cannot be read; a version that is too old is an ERROR event of the stream. */
export function watchObjects(context: ApiContext, call: Call, definition: ResourceDefinition): Stream {
  const watch = new Watch(context, call, definition);
  return { contentType: 'application/json', run: (output, signal) => watch.run(output, signal) };
}

/** Time between bookmarks; in Kubernetes it is about a minute, but some clients close watches that are idle for 30 s. */
const bookmarkIntervalMs = 10_000;
/** Kubernetes ends a watch without a timeout of its own after 30 to 60 minutes. */
const defaultTimeoutSeconds = 1_800;

class Watch {
  readonly #context: ApiContext;
  readonly #call: Call;
  readonly #definition: ResourceDefinition;
  readonly #selection: Selection;
  readonly #namespace: string | undefined;
  readonly #version: number | undefined;
  readonly #timeoutSeconds: number;
  #isFirst = true;

  constructor(context: ApiContext, call: Call, definition: ResourceDefinition) {
    this.#context = context;
    this.#call = call;
    this.#definition = definition;
    negotiateForm(call.accept);
    const { query } = call.info;
    this.#selection = readSelection(call, definition);
    this.#namespace = getScope(definition, call.info.namespace);
    this.#version = readStartVersion(query);
    const requested = readInteger(query, 'timeoutSeconds') ?? 0;
    this.#timeoutSeconds = requested > 0 ? requested : defaultTimeoutSeconds * (1 + Math.random());
  }

  async run(output: StreamOutput, signal: AbortSignal): Promise<void> {
    const write = (line: string): void => output.write(`${line}\n`);
    if (!this.#replay(write)) return;
    const unsubscribe = this.#context.store.watch(this.#definition.plural, (event) => this.#report(event, write));
    const bookmarks = this.#startBookmarks(write);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.#timeoutSeconds * 1000);
    try {
      await waitForAbort(AbortSignal.any([signal, timeout.signal]));
    } finally {
      unsubscribe();
      clearInterval(bookmarks);
      clearTimeout(timer);
    }
  }

  /** Writes what was before the watch; false when that is no longer known. */
  #replay(write: (line: string) => void): boolean {
    const { store } = this.#context;
    const { plural } = this.#definition;
    if (this.#version === undefined) {
      for (const object of store.list(plural, this.#namespace, this.#selection))
        write(this.#formatLine('ADDED', object));
      return true;
    }
    try {
      for (const event of store.listSince(plural, this.#version)) this.#report(event, write);
      return true;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      write(`{"type":"ERROR","object":${JSON.stringify(error.toStatus())}}`);
      return false;
    }
  }

  /** An object that starts or stops matching is added or deleted for this watcher. */
  #report({ type, object, previous }: WatchEvent, write: (line: string) => void): void {
    const matches = type !== 'DELETED' && this.#matches(object);
    const matched = previous !== undefined && this.#matches(previous);
    if (!matches && !matched) return;
    if (!matches) write(this.#formatLine('DELETED', getLastMatching(type, object, previous)));
    else write(this.#formatLine(matched ? 'MODIFIED' : 'ADDED', object));
  }

  #matches(object: KubeObject): boolean {
    if (this.#namespace !== undefined && object.metadata.namespace !== this.#namespace) return false;
    return selects(this.#selection, object);
  }

  #formatLine(type: string, object: KubeObject): string {
    const text = formatEventObject(this.#call, this.#definition, object, this.#isFirst);
    this.#isFirst = false;
    return `{"type":"${type}","object":${text}}`;
  }

  #startBookmarks(write: (line: string) => void): NodeJS.Timeout | undefined {
    if (!isTrue(this.#call.info.query.get('allowWatchBookmarks'))) return undefined;
    return setInterval(() => write(this.#formatBookmark()), bookmarkIntervalMs);
  }

  #formatBookmark(): string {
    const { kind } = this.#definition;
    const metadata = { resourceVersion: String(this.#context.store.resourceVersion), creationTimestamp: null };
    return JSON.stringify({
      type: 'BOOKMARK',
      object: { kind, apiVersion: formatApiVersion(this.#definition), metadata },
    });
  }
}

/** An object that leaves a selection is reported as it last was in it, with the version at which it left. */
function getLastMatching(type: string, object: KubeObject, previous: KubeObject | undefined): KubeObject {
  if (type === 'DELETED' || previous === undefined) return object;
  return { ...previous, metadata: { ...previous.metadata, resourceVersion: object.metadata.resourceVersion } };
}

/** The version to go on from; undefined starts with the present state. */
function readStartVersion(query: URLSearchParams): number | undefined {
  const version = readVersion(query);
  return version === 0 ? undefined : version;
}

function waitForAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
