// Imports and exports of the fake Xray, in the forms of both flavours.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { exportFeatureFiles } from './feature-export';
import { importFeatureFiles } from './feature-import';
import { environmentsField, planField } from './jira-routes';
import { type ReceivedPart, readParts } from './parts';
import { importReport } from './results-import';
import type { FakeIssue, FakeStore } from './store';

export interface Instance {
  readonly store: FakeStore;
  readonly flavour: 'cloud' | 'datacenter';
  readonly prefix: string;
}

const infoSchema = z.looseObject({
  fields: z.looseObject({
    project: z.object({ key: z.string() }).optional(),
    summary: z.string().default('Execution results'),
    issuetype: z.object({ name: z.string().optional(), id: z.string().optional() }).optional(),
  }),
  xrayFields: z.object({ testPlanKey: z.string().optional(), environments: z.array(z.string()).optional() }).optional(),
});

/** @param base the path of the REST API: `/api/v2` or `…/rest/raven/2.0` */
export function addImportRoutes(server: FastifyInstance, base: string, instance: Instance): void {
  server.post(`${base}/import/feature`, (request, reply) => importFeatures(request, reply, instance));
  server.post(`${base}/import/execution/cucumber`, async (request, reply) =>
    answerImport(reply, instance, request.body, undefined),
  );
  server.post(`${base}/import/execution/cucumber/multipart`, (request, reply) =>
    importMultipart(request, reply, instance),
  );
  const exportPath = instance.flavour === 'cloud' ? `${base}/export/cucumber` : `${base}/export/test`;
  server.get(exportPath, async (request, reply) => {
    const { keys = '' } = z.object({ keys: z.string().optional() }).parse(request.query);
    const archive = exportFeatureFiles(instance.store, keys.split(/[;,]/), instance.prefix);
    if (archive === undefined) return reply.code(400).send({ error: 'Error exporting: one of the keys is no Test' });
    return reply.type('application/octet-stream').send(archive);
  });
}

async function importFeatures(request: FastifyRequest, reply: FastifyReply, instance: Instance): Promise<unknown> {
  const { store, flavour } = instance;
  const query = z
    .object({ projectKey: z.string().optional(), projectId: z.string().optional(), source: z.string().default('') })
    .parse(request.query);
  const parts = await readParts(request);
  const file = parts.find(({ name }) => name === 'file');
  if (query.projectKey === undefined && query.projectId === undefined)
    return reply.code(400).send({ error: 'Must provide a project key' });
  if (query.projectKey !== undefined && query.projectKey !== store.project) {
    return reply.code(400).send({ error: `Project with key ${query.projectKey} does not exist` });
  }
  if (file === undefined) return reply.code(400).send({ error: 'No file was given' });
  const wrongPart = flavour === 'cloud' ? 'preCondInfo' : 'precondInfo';
  if (parts.some(({ name }) => name === wrongPart))
    return reply.code(400).send({ error: `Unexpected part ${wrongPart}` });
  const { tests, preconditions, errors } = importFeatureFiles(file.content, file.filename, {
    ...instance,
    source: query.source,
  });
  if (flavour === 'cloud') {
    return {
      errors,
      updatedOrCreatedTests: tests.map(describeIssue),
      updatedOrCreatedPreconditions: preconditions.map(describeIssue),
    };
  }
  const list = (issues: readonly FakeIssue[]) =>
    issues.map((issue) => ({ ...describeIssue(issue), issueType: { id: '1', name: issue.type } }));
  if (errors.length > 0)
    return { message: errors.join('\n'), testIssues: list(tests), preconditionIssues: list(preconditions) };
  return reply.type('application/octet-stream').send(JSON.stringify(list([...tests, ...preconditions])));
}

async function importMultipart(request: FastifyRequest, reply: FastifyReply, instance: Instance): Promise<unknown> {
  const parts = await readParts(request);
  const report = parts.find(({ name }) => name === (instance.flavour === 'cloud' ? 'results' : 'result'));
  const info = parts.find(({ name }) => name === 'info');
  if (report === undefined || info === undefined)
    return reply.code(400).send({ error: `Unexpected parts ${parts.map(({ name }) => name).join(', ')}` });
  const wrong = [report, info].find(({ type }) => !type.startsWith('application/json'));
  if (wrong !== undefined)
    return reply.code(400).send({ error: `The part ${wrong.name} is ${wrong.type}, not application/json` });
  return answerImport(reply, instance, readJson(report), readJson(info));
}

function answerImport(reply: FastifyReply, instance: Instance, report: unknown, info: unknown): unknown {
  const { store, flavour } = instance;
  const parsed = info === undefined ? undefined : infoSchema.safeParse(info);
  const fields = parsed?.data?.fields;
  if (parsed !== undefined && fields?.project === undefined) {
    return reply.code(400).send({ error: 'Error assembling issue data: project is required' });
  }
  if (fields?.project !== undefined && fields.project.key !== store.project) {
    return reply.code(400).send({ error: `Error assembling issue data: project ${fields.project.key} does not exist` });
  }
  const result = importReport(report, {
    ...instance,
    createExecution: () => store.create('Test Execution', 'Execution results'),
  });
  if (typeof result === 'string') return reply.code(400).send({ error: result });
  if (parsed?.data !== undefined) setFields(store, result, parsed.data, flavour);
  if (flavour === 'cloud') return describeIssue(result);
  const success = result.runs.map(({ testKey }) => describeIssue(store.find(testKey) ?? result));
  return { testExecIssue: describeIssue(result), testIssues: { success } };
}

function setFields(
  store: FakeStore,
  execution: FakeIssue,
  info: z.infer<typeof infoSchema>,
  flavour: Instance['flavour'],
): void {
  const texts = z.array(z.string()).default([]);
  execution.summary = info.fields.summary;
  execution.fields = { ...execution.fields, ...info.fields };
  // Cloud reads xrayFields beside the fields only; Data Center knows custom fields only.
  const plans = flavour === 'cloud' ? [info.xrayFields?.testPlanKey ?? []].flat() : texts.parse(info.fields[planField]);
  execution.environments =
    flavour === 'cloud'
      ? (info.xrayFields?.environments ?? execution.environments)
      : texts.parse(info.fields[environmentsField]);
  for (const plan of plans) {
    const members = store.find(plan)?.members;
    if (members !== undefined && !members.includes(execution.key)) members.push(execution.key);
  }
}

function describeIssue({ id, key }: FakeIssue): { id: string; key: string; self: string } {
  return { id, key, self: `https://jira.example/rest/api/2/issue/${id}` };
}

function readJson({ content }: ReceivedPart): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
