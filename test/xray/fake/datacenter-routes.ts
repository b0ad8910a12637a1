// The REST API of Xray Data Center for runs, plans, sets and the Test Repository.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FakeStore } from './store';

const members = z.object({ add: z.array(z.string()) });
const key = z.object({ key: z.string() });

interface Folder {
  readonly id: number;
  readonly name: string;
  readonly folders: Folder[];
}

/** @param base the context path of Jira */
export function addDatacenterRoutes(server: FastifyInstance, base: string, store: FakeStore): void {
  const path = `${base}/rest/raven/1.0/api`;
  addRunRoutes(server, path, store);
  for (const [kind, member] of [
    ['testplan', 'test'],
    ['testplan', 'testexecution'],
    ['testset', 'test'],
  ] as const) {
    server.post(`${path}/${kind}/:key/${member}`, async (request, reply) => {
      const target = store.find(key.parse(request.params).key);
      if (target === undefined) return reply.code(404).send({ error: 'Issue not found' });
      target.members = [...new Set([...target.members, ...members.parse(request.body).add])];
      return [];
    });
  }
  addFolderRoutes(server, path, store);
}

function addRunRoutes(server: FastifyInstance, path: string, store: FakeStore): void {
  server.get(`${path}/testexec/:key/test`, async (request, reply) => {
    const execution = store.find(key.parse(request.params).key);
    if (execution === undefined) return reply.code(404).send({ error: 'Issue not found' });
    const { page, limit } = z.object({ page: z.coerce.number(), limit: z.coerce.number() }).parse(request.query);
    const runs = execution.runs.slice((page - 1) * limit, page * limit);
    return runs.map(({ id, testKey, status }) => ({ id: Number(id), key: testKey, rank: 1, status }));
  });
  server.get(`${path}/test/:key/testruns`, async (request) => {
    const test = key.parse(request.params).key;
    const executions = store
      .listType('Test Execution')
      .flatMap(({ runs, ...execution }) => runs.map((run) => ({ run, execution })));
    return executions
      .filter(({ run }) => run.testKey === test)
      .map(({ run, execution }) => ({
        id: Number(run.id),
        status: run.status,
        finishedOn: run.finishedOn,
        testExecKey: execution.key,
        testEnvironments: execution.environments,
      }));
  });
  server.put(`${path}/testrun/:id`, async (request, reply) => {
    const { id } = z.object({ id: z.string() }).parse(request.params);
    const { comment, defects } = z.object({ comment: z.string(), defects: members.optional() }).parse(request.body);
    const run = store.issues.flatMap(({ runs }) => runs).find((each) => each.id === id);
    if (run === undefined) return reply.code(404).send({ error: 'Test Run not found' });
    run.comment = comment;
    run.defects = [...new Set([...run.defects, ...(defects?.add ?? [])])];
    return { success: true };
  });
}

function addFolderRoutes(server: FastifyInstance, path: string, store: FakeStore): void {
  const root: Folder = { id: -1, name: 'Test Repository', folders: [] };
  const paths = new Map<number, string>([[-1, '']]);
  const parameters = z.object({ id: z.coerce.number() });
  server.get(`${path}/testrepository/:key/folders`, async () => root);
  server.post(`${path}/testrepository/:key/folders/:id`, async (request, reply) => {
    const { name } = z.object({ name: z.string() }).parse(request.body);
    const parentId = parameters.parse(request.params).id;
    const parent = findFolder(root, parentId);
    if (parent === undefined || parent.folders.some((folder) => folder.name === name))
      return reply.code(400).send({ error: 'Folder exists' });
    const folder = { id: Number(store.createId()), name, folders: [] };
    parent.folders.push(folder);
    paths.set(folder.id, `${paths.get(parentId) ?? ''}/${name}`);
    store.folders.set(paths.get(folder.id) ?? '', []);
    return folder;
  });
  server.put(`${path}/testrepository/:key/folders/:id/tests`, async (request, reply) => {
    const folder = paths.get(parameters.parse(request.params).id);
    if (folder === undefined) return reply.code(404).send({ error: 'Folder not found' });
    store.folders.set(folder, [...new Set([...(store.folders.get(folder) ?? []), ...members.parse(request.body).add])]);
    return [];
  });
}

function findFolder(folder: Folder, id: number): Folder | undefined {
  return folder.id === id
    ? folder
    : folder.folders.map((child) => findFolder(child, id)).find((found) => found !== undefined);
}
