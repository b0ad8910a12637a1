// The calls of the REST API.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ApiServerError } from '../api-server/errors';
import type { DataSource } from '../data/data-source';
import type { Job } from '../jobs/job';
import { toNodePort } from '../jobs/ports';
import { checkData, checkRules } from './admission';
import { buildAnswer, type ConfigureAnswer } from './answers';
import { LostConnection } from './connections';
import { buildOpenApi } from './openapi';
import { type Refusal, refuse } from './refusal';
import { type ConfigureRequest, configureSchema, readBody, timeRangeSchema } from './requests';
import type { ServerParts } from './server-parts';

/** Adds every call to a server (or a prefixed part of one). */
export function addRoutes(app: FastifyInstance, parts: ServerParts): void {
  const { source, settings } = parts;
  app.get('/ack', () => ({}));
  app.get('/channels', () => source.channels);
  app.get('/live_metadata', () => source.liveMetadata);
  app.get('/openapi.json', () => buildOpenApi(settings));
  app.post('/recordings_in_time_range', ({ body }) => listRecordings(body, source));
  app.post('/configure', ({ body }, reply) => configure(body, parts, reply.raw));
  app.delete<{ Params: { id: string } }>('/job/:id', ({ params }) => cancel(params.id, parts));
  app.get('/get_recordings_timeline', (_, reply) => reply.type('text/html').send(renderTimeline(source)));
  if (settings.METADATA === 'present') {
    app.get<{ Params: { id: string } }>('/metadata/:id', ({ params }) => readMetadata(params.id, parts));
  }
}

function listRecordings(body: unknown, source: DataSource) {
  const { start_time: start, end_time: end } = readBody(timeRangeSchema, body);
  if (start >= end) {
    const msg = `start_time is ${start}; it must be before end_time, which is ${end}`;
    throw refuse(422, ['body', 'start_time'], 'value_error', msg);
  }
  return source.listRecordings(start, end);
}

async function configure(body: unknown, parts: ServerParts, response: ServerResponse): Promise<ConfigureAnswer> {
  const { hooks, jobs, starts } = parts;
  const request = await acceptRequest(body, parts);
  const n = starts.next(jobs.running);
  try {
    const connection = hooks.connection(n);
    if (connection !== 'kept') {
      throw new LostConnection(connection);
    }
    await hooks.beforeStart(n, watchClosing(response));
    const job = await jobs.start(request);
    return hooks.answer(buildJobAnswer(job, parts), jobs.createView(job));
  } finally {
    starts.markAnswered();
  }
}

/** Aborts when the response has been sent, or when its connection has closed before. */
function watchClosing(response: ServerResponse): AbortSignal {
  const closing = new AbortController();
  response.once('close', () => closing.abort());
  if (response.destroyed) {
    closing.abort();
  }
  return closing.signal;
}

async function acceptRequest(body: unknown, { hooks, jobs, source }: ServerParts): Promise<ConfigureRequest> {
  try {
    const request = hooks.request(readBody(configureSchema, hooks.requestBody(body)));
    checkRules(request, source, hooks);
    checkData(request, source, hooks);
    return request;
  } catch (error) {
    await hooks.afterRefusal(jobs);
    throw error;
  }
}

function buildJobAnswer({ id, request, portOffset }: Job, { settings, source }: ServerParts): ConfigureAnswer {
  const stream = { url: `http://${settings.STREAM_HOST}`, port: toNodePort(portOffset) };
  return buildAnswer(id, request, stream, source.prr);
}

async function cancel(id: string, { jobs, hooks }: ServerParts) {
  try {
    if (await jobs.cancel(hooks.cancelledId(id, jobs.ids))) {
      return { status: 'cancelled', job_id: id };
    }
  } catch (error) {
    if (error instanceof ApiServerError) {
      const msg = `job ${id} could not be cancelled and still runs; try again (${error.message})`;
      throw refuse(503, ['cluster'], 'unavailable', msg);
    }
    throw error;
  }
  throw refuseUnknownJob(id, hooks.unknownJobStatus(404));
}

function readMetadata(id: string, parts: ServerParts) {
  const job = parts.jobs.find(id);
  if (job === undefined) {
    throw refuseUnknownJob(id, 404);
  }
  return { ...buildJobAnswer(job, parts), status: 'running' };
}

function refuseUnknownJob(id: string, status: number): Refusal {
  return refuse(status, ['path', 'job_id'], 'not_found', `Job not found: ${id}`);
}

function renderTimeline(source: DataSource): string {
  const rows = source
    .listRecordings(0, Number.MAX_SAFE_INTEGER)
    .map(([start, end]) => `<tr><td>${start}</td><td>${end === -1 ? 'running' : end}</td></tr>`);
  return `<!doctype html><title>Recordings</title><table><tr><th>start</th><th>end</th></tr>${rows.join('')}</table>`;
}
