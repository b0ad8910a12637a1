// The OpenAPI document of the server, made from the schemas that it checks requests with.
import { z } from 'zod';
import type { ServerSettings } from '../settings';
import { configureSchema, timeRangeSchema } from './requests';

const refusalSchema = {
  type: 'object',
  required: ['detail'],
  properties: {
    detail: {
      type: 'array',
      items: {
        type: 'object',
        required: ['loc', 'msg', 'type'],
        properties: { loc: { type: 'array' }, msg: { type: 'string' }, type: { type: 'string' } },
      },
    },
  },
};

/** The document of the calls that this server offers. */
export function openApi(settings: ServerSettings): object {
  const jobId = { name: 'job_id', in: 'path', required: true, schema: { type: 'string' } };
  const metadata = { get: operation('What a job was configured with', { parameters: [jobId] }) };
  return {
    openapi: '3.1.0',
    info: { title: 'Focus Server', version: '1.0.0' },
    servers: [{ url: '/focus-server' }],
    paths: {
      '/ack': { get: operation('Whether the server is alive') },
      '/channels': { get: operation('The channels of the fibre') },
      '/live_metadata': { get: operation('What is known of the live fibre') },
      '/configure': { post: operation('Starts a job', body(configureSchema)) },
      '/recordings_in_time_range': { post: operation('Recordings that overlap a range', body(timeRangeSchema)) },
      '/job/{job_id}': { delete: operation('Cancels a job', { parameters: [jobId] }) },
      '/get_recordings_timeline': { get: operation('The recordings as a page') },
      ...(settings.METADATA === 'present' ? { '/metadata/{job_id}': metadata } : {}),
    },
  };
}

function operation(summary: string, extra: object = {}): object {
  const refusal = { description: 'Refused', content: { 'application/json': { schema: refusalSchema } } };
  return { summary, ...extra, responses: { 200: { description: 'Done' }, default: refusal } };
}

function body(schema: z.ZodType): object {
  return { requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(schema) } } } };
}
