// How Xray reads Cucumber's JSON: which Tests and which execution it names, and the status of each run.
import { z } from 'zod';
import { readKey } from './feature-import';
import type { FakeIssue, FakeRun, FakeStore } from './store';

const tags = z.array(z.object({ name: z.string() })).default([]);
const reportSchema = z.array(
  z.object({
    tags,
    elements: z.array(
      z.object({
        tags,
        steps: z.array(
          z.object({
            name: z.string().optional(),
            result: z.object({ status: z.string(), error_message: z.string().optional() }),
            embeddings: z.array(z.object({ mime_type: z.string(), data: z.string() })).default([]),
          }),
        ),
      }),
    ),
  }),
);
type Element = z.infer<typeof reportSchema>[number]['elements'][number];

interface ResultsRequest {
  readonly store: FakeStore;
  readonly flavour: 'cloud' | 'datacenter';
  readonly prefix: string;
  /** Creates an execution where the report names none. */
  readonly createExecution: () => FakeIssue;
}

/** The execution with its new runs, or the message of a refusal. */
export function importReport(report: unknown, request: ResultsRequest): FakeIssue | string {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return 'Error parsing the Cucumber JSON report';
  const { store, prefix } = request;
  const results = new Map<string, Element[]>();
  for (const element of parsed.data.flatMap(({ elements }) => elements)) {
    for (const key of element.tags.flatMap(({ name }) => readKey(name.slice(1), prefix) ?? [])) {
      if (store.find(key)?.type === 'Test') results.set(key, [...(results.get(key) ?? []), element]);
    }
  }
  if (results.size === 0) return 'There are no valid tests imported';
  const named = parsed.data
    .flatMap((feature) => feature.tags.map(({ name }) => store.find(name.slice(1))))
    .find((issue) => issue?.type === 'Test Execution');
  const execution = named ?? request.createExecution();
  for (const [key, elements] of results) setRun(execution, key, elements, request);
  return execution;
}

function setRun(
  execution: FakeIssue,
  testKey: string,
  elements: readonly Element[],
  { store, flavour }: ResultsRequest,
): void {
  const statuses = elements.map((element) => toStatus(element, flavour));
  const old = execution.runs.find((run) => run.testKey === testKey);
  const steps = elements.flatMap((element) => element.steps);
  const run: FakeRun = {
    id: old?.id ?? store.createId(),
    testKey,
    comment: '',
    defects: old?.defects ?? [],
    status: findWorst(statuses, flavour),
    examples: statuses,
    evidence: steps
      .flatMap(({ embeddings }) => embeddings)
      .map(({ mime_type: type, data }) => ({ type, bytes: data.length })),
    finishedOn: '2026-11-28T00:00:00Z',
    messages: steps.flatMap(({ result }) => result.error_message ?? []),
  };
  execution.runs = [...execution.runs.filter((each) => each !== old), run];
}

/** A hidden step has no name: nobody has confirmed that Xray counts it. */
function toStatus({ steps }: Element, flavour: ResultsRequest['flavour']): string {
  const statuses = steps.filter(({ name }) => name !== undefined).map(({ result }) => result.status);
  const [pass, fail, todo] = flavour === 'cloud' ? ['PASSED', 'FAILED', 'TO DO'] : ['PASS', 'FAIL', 'TODO'];
  if (statuses.includes('failed')) return fail;
  const own = statuses.find((status) => /^[A-Z_]+$/.test(status));
  if (own !== undefined) return own;
  return statuses.length > 0 && statuses.every((status) => status === 'passed') ? pass : todo;
}

function findWorst(statuses: readonly string[], flavour: ResultsRequest['flavour']): string {
  const [pass, fail] = flavour === 'cloud' ? ['PASSED', 'FAILED'] : ['PASS', 'FAIL'];
  if (statuses.includes(fail)) return fail;
  return statuses.find((status) => status !== pass) ?? pass;
}
