// Jira's own REST API in the fake: issues, their search, their attachments, the fields of the instance.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readParts } from './parts';
import { type FakeIssue, type FakeStore, JqlError } from './store';

export const environmentsField = 'customfield_11805';
export const planField = 'customfield_11807';

const issueBody = z.object({
  fields: z.object({
    project: z.object({ key: z.string() }),
    summary: z.string(),
    issuetype: z.object({ name: z.string() }),
  }),
});
const editBody = z.object({
  fields: z.object({ summary: z.string().optional(), labels: z.array(z.string()).optional() }),
});
const keyParameter = z.object({ key: z.string() });

/** @param base the context path of Jira */
export function addJiraRoutes(server: FastifyInstance, base: string, store: FakeStore): void {
  const path = `${base}/rest/api/2`;
  server.get(`${path}/field`, async () => [
    { id: 'summary', name: 'Summary' },
    { id: environmentsField, name: 'Test Environments' },
    { id: planField, name: 'Test Plan' },
  ]);
  server.get(`${path}/search`, async (request, reply) => {
    try {
      return search(store, request);
    } catch (error) {
      if (!(error instanceof JqlError)) throw error;
      return reply.code(400).send({ errorMessages: [error.message], errors: {} });
    }
  });
  server.post(`${path}/issue`, async (request, reply) => {
    const { project, summary, issuetype } = issueBody.parse(request.body).fields;
    if (project.key !== store.project)
      return reply.code(400).send({ errorMessages: [], errors: { project: 'project is required' } });
    const { id, key } = store.create(issuetype.name, summary);
    return reply.code(201).send({ id, key, self: `http://jira/rest/api/2/issue/${id}` });
  });
  addIssueRoutes(server, path, store);
}

function addIssueRoutes(server: FastifyInstance, path: string, store: FakeStore): void {
  server.get(`${path}/issue/:key`, async (request, reply) => {
    const issue = store.find(keyParameter.parse(request.params).key);
    return issue === undefined
      ? reply.code(404).send(notFound)
      : { id: issue.id, key: issue.key, fields: listFields(issue) };
  });
  server.put(`${path}/issue/:key`, async (request, reply) => {
    const issue = store.find(keyParameter.parse(request.params).key);
    if (issue === undefined) return reply.code(404).send(notFound);
    const { summary, labels } = editBody.parse(request.body).fields;
    if (summary !== undefined) issue.summary = summary;
    if (labels !== undefined) issue.labels = labels;
    return reply.code(204).send();
  });
  server.post(`${path}/issue/:key/attachments`, async (request, reply) => {
    const issue = store.find(keyParameter.parse(request.params).key);
    if (issue === undefined) return reply.code(404).send(notFound);
    if (request.headers['x-atlassian-token'] !== 'no-check') return reply.code(403).send('XSRF check failed');
    const added = (await readParts(request)).map(({ filename, content }) => ({ filename, size: content.length }));
    issue.attachments.push(...added);
    return added;
  });
}

const notFound = { errorMessages: ['Issue Does Not Exist'], errors: {} };

function search(store: FakeStore, request: FastifyRequest): unknown {
  const query = z
    .object({
      jql: z.string(),
      startAt: z.coerce.number().default(0),
      maxResults: z.coerce.number().default(50),
      validateQuery: z.string().default('true'),
    })
    .parse(request.query);
  const found = store.search(query.jql, { strict: query.validateQuery !== 'false' });
  const issues = found.slice(query.startAt, query.startAt + query.maxResults);
  return {
    total: found.length,
    startAt: query.startAt,
    maxResults: query.maxResults,
    issues: issues.map((issue) => ({ id: issue.id, key: issue.key, fields: listFields(issue) })),
  };
}

function listFields({ summary, labels, type, attachments, fields }: FakeIssue): unknown {
  return { ...fields, summary, labels, issuetype: { name: type }, attachment: attachments };
}
