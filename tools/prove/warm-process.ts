// A process that carries out one acceptance run after the other: the code is loaded and compiled once, and each run has a sandbox of its own.
import { type IRunConfiguration, loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Pickle } from '@cucumber/messages';
import { type Sandbox, SandboxThread } from 'focus-sandbox';
import type { z } from 'zod';
import { toMessageChain } from '../../support/common/errors';
import { AcceptanceRun } from '../../support/run/acceptance-run';
import { catchStrayErrors } from '../../support/run/stray-errors';
import { exitCodes, runProblems } from '../../support/verdict';
import { readFeatures } from '../project/parse-features';
import { type WarmAnswer, warmTaskSchema } from './warm-messages';

type Task = z.infer<typeof warmTaskSchema>;

/** Cucumber's own configuration, without the plugin: it belongs to a process that ends with its run. */
interface Loaded {
  readonly configuration: IRunConfiguration;
  readonly support: Awaited<ReturnType<typeof loadSupport>>;
  /** Every scenario of the features. */
  readonly pickles: readonly Pickle[];
}

/** A run sets these itself, and must not find those of the run before. */
const setByRun = ['FOCUS_RUN_ID', 'FOCUS_BASE_URL', 'FOCUS_NAMESPACE', 'KUBECONFIG', 'FOCUS_REQUESTED_TAGS'] as const;

catchStrayErrors();
const loading = load();
let thread = new SandboxThread();
process.on('message', (message) => void serve(warmTaskSchema.parse(message)));
// The proof has ended, in whatever way.
process.once('disconnect', () => process.exit());

async function load(): Promise<Loaded> {
  const { runConfiguration } = await loadConfiguration();
  const { plugins: _, ...configuration } = runConfiguration;
  const support = await loadSupport(runConfiguration);
  const { scenarios } = readFeatures(process.cwd());
  return { configuration, support, pickles: scenarios.flatMap(({ pickles }) => pickles) };
}

async function serve(task: Task): Promise<void> {
  const answer = await loading
    .then((loaded) => accept(loaded, task))
    .then((exitCode) => ({ exitCode, reusable: runProblems().length === 0 }))
    .catch((error: unknown) => {
      process.stderr.write(`${toMessageChain(error)}\n`);
      return { exitCode: exitCodes.unusable.code, reusable: false };
    });
  process.send?.(answer satisfies WarmAnswer);
}

function startSandbox(faults: readonly string[]): Promise<Sandbox> {
  if (!thread.usable) thread = new SandboxThread();
  return thread.start({ faults });
}

/** Resolves to the exit code that the command line would have. Rejects when the environment cannot be used. */
async function accept(
  { configuration, support, pickles }: Loaded,
  { fault, ids, folder, reports }: Task,
): Promise<number> {
  const tagExpression = ids.join(' or ');
  for (const name of setByRun) delete process.env[name];
  Object.assign(process.env, {
    SANDBOX_FAULTS: fault,
    FOCUS_REPORTS: reports,
    FOCUS_REQUESTED_TAGS: tagExpression,
    TMPDIR: folder,
  });
  const run = new AcceptanceRun({ folder: reports, failFast: false, env: process.env, startSandbox, html: false });
  try {
    run.prepare();
    await run.begin(pickles.filter(({ tags }) => tags.some(({ name }) => ids.includes(name))));
    const sources = { ...configuration.sources, tagExpression };
    await runCucumber({ ...configuration, sources, support }, {}, (message) => run.observe(message));
  } catch (error) {
    await run.abandon();
    throw error;
  }
  await run.end();
  return run.conclude();
}
