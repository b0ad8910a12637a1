// The OpenAPI document of the server, made from the schemas by which it checks requests.
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
export function buildOpenApi(settings: ServerSettings): object {
  const jobId = { name: 'job_id', in: 'path', required: true, schema: { type: 'string' } };
  const metadata = { get: describeOperation('What a job was configured with', { parameters: [jobId] }) };
  return {
    openapi: '3.1.0',
    info: { title: 'Focus Server', version: '1.0.0' },
    servers: [{ url: '/focus-server' }],
    paths: {
      '/ack': { get: describeOperation('Whether the server is alive') },
      '/channels': { get: describeOperation('The channels of the fibre') },
      '/live_metadata': { get: describeOperation('The metadata of the live fibre') },
      '/configure': { post: describeOperation('Starts a job', describeBody(configureSchema)) },
      '/recordings_in_time_range': {
        post: describeOperation('Recordings that overlap a range', describeBody(timeRangeSchema)),
      },
      '/job/{job_id}': { delete: describeOperation('Cancels a job', { parameters: [jobId] }) },
      '/get_recordings_timeline': { get: describeOperation('The recordings as a page') },
      ...(settings.METADATA === 'present' ? { '/metadata/{job_id}': metadata } : {}),
    },
  };
}

function describeOperation(summary: string, extra: object = {}): object {
  const refusal = { description: 'Refused', content: { 'application/json': { schema: refusalSchema } } };
  return { summary, ...extra, responses: { 200: { description: 'Done' }, default: refusal } };
}

function describeBody(schema: z.ZodType): object {
  return { requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(schema) } } } };
}
