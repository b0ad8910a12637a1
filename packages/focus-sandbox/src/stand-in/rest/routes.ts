// The calls of the REST API.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ApiServerError } from '../api-server/errors';
import type { DataSource } from '../data/data-source';
import { nodePortOf } from '../jobs/ports';
import { demandData, demandRules } from './admission';
import { type ConfigureAnswer, configureAnswer } from './answers';
import { LostConnection } from './connections';
import { openApi } from './openapi';
import type { Parts } from './parts';
import { type Refusal, refuse } from './refusal';
import { type ConfigureRequest, configureSchema, readBody, timeRangeSchema } from './requests';

/** Adds every call to a server (or a prefixed part of one). */
export function addRoutes(app: FastifyInstance, parts: Parts): void {
  const { source, settings } = parts;
  app.get('/ack', () => ({}));
  app.get('/channels', () => source.channels);
  app.get('/live_metadata', () => source.liveMetadata);
  app.get('/openapi.json', () => openApi(settings));
  app.post('/recordings_in_time_range', ({ body }) => recordings(body, source));
  app.post('/configure', ({ body }, reply) => configure(body, parts, reply.raw));
  app.delete<{ Params: { id: string } }>('/job/:id', ({ params }) => cancel(params.id, parts));
  app.get('/get_recordings_timeline', (_, reply) => reply.type('text/html').send(timeline(source)));
  if (settings.METADATA === 'present') {
    app.get<{ Params: { id: string } }>('/metadata/:id', ({ params }) => metadata(params.id, parts));
  }
}

function recordings(body: unknown, source: DataSource) {
  const { start_time: start, end_time: end } = readBody(timeRangeSchema, body);
  if (start >= end) {
    const msg = `start_time is ${start}; it must be before end_time, which is ${end}`;
    throw refuse(422, ['body', 'start_time'], 'value_error', msg);
  }
  return source.recordings(start, end);
}

async function configure(body: unknown, parts: Parts, response: ServerResponse): Promise<ConfigureAnswer> {
  const { hooks, jobs, started } = parts;
  const request = await accepted(body, parts);
  const n = started.next(jobs.running);
  try {
    const connection = hooks.connection(n);
    if (connection !== 'kept') {
      throw new LostConnection(connection);
    }
    await hooks.beforeStart(n, closingOf(response));
    const job = await jobs.start(request);
    return hooks.answer(answerOf(job, parts), jobs.view(job));
  } finally {
    started.answered();
  }
}

/** Aborts when the response was sent, or its connection has closed before. */
function closingOf(response: ServerResponse): AbortSignal {
  const closing = new AbortController();
  response.once('close', () => closing.abort());
  if (response.destroyed) {
    closing.abort();
  }
  return closing.signal;
}

async function accepted(body: unknown, { hooks, jobs, source }: Parts): Promise<ConfigureRequest> {
  try {
    const request = hooks.reading(readBody(configureSchema, hooks.received(body)));
    demandRules(request, source, hooks);
    demandData(request, source, hooks);
    return request;
  } catch (error) {
    await hooks.afterRefusal(jobs);
    throw error;
  }
}

function answerOf(job: { id: string; request: ConfigureRequest; portOffset: number }, parts: Parts): ConfigureAnswer {
  const stream = { url: `http://${parts.settings.STREAM_HOST}`, port: nodePortOf(job.portOffset) };
  return configureAnswer(job.id, job.request, stream, parts.source.prr);
}

async function cancel(id: string, { jobs, hooks }: Parts) {
  try {
    if (await jobs.cancel(hooks.cancelled(id, jobs.ids))) {
      return { status: 'cancelled', job_id: id };
    }
  } catch (error) {
    if (error instanceof ApiServerError) {
      const msg = `job ${id} could not be cancelled and still runs; try again (${error.message})`;
      throw refuse(503, ['cluster'], 'unavailable', msg);
    }
    throw error;
  }
  throw jobNotFound(id, hooks.unknownJobStatus(404));
}

function metadata(id: string, parts: Parts) {
  const job = parts.jobs.find(id);
  if (job === undefined) {
    throw jobNotFound(id, 404);
  }
  return { ...answerOf(job, parts), status: 'running' };
}

function jobNotFound(id: string, status: number): Refusal {
  return refuse(status, ['path', 'job_id'], 'not_found', `Job not found: ${id}`);
}

function timeline(source: DataSource): string {
  const rows = source
    .recordings(0, Number.MAX_SAFE_INTEGER)
    .map(([start, end]) => `<tr><td>${start}</td><td>${end === -1 ? 'running' : end}</td></tr>`);
  return `<!doctype html><title>Recordings</title><table><tr><th>start</th><th>end</th></tr>${rows.join('')}</table>`;
}
