// The start and end of each process and each scenario: open, check that it applies, collect evidence, release what was started.
import { AfterAll, BeforeAll, Status, setDefaultTimeout, setParallelCanAssign } from '@cucumber/cucumber';
import { toMessageChain } from '../common/errors';
import { findReasonNotApplicable } from '../environment';
import { collectEvidence } from '../evidence/collect-evidence';
import { createInterruptedNote, createNotApplicableNote } from '../verdict';
import { createRemovalOptions } from './scenario-context';
import { openSession, type Session } from './session';
import { After, Before } from './steps';

// Every wait has a deadline of its own that is shorter and reports more; this one only ends a step that hangs.
setDefaultTimeout(180_000);
const evidenceMs = 20_000;

// Scenarios that check the whole namespace, or change what all share, run while no other does.
setParallelCanAssign((next, running) => running.length === 0 || ![next, ...running].some(runsAlone));

let session: Session | undefined;

BeforeAll(async () => {
  session = await openSession(process.env);
});

AfterAll({ timeout: -1 }, async () => {
  if (session === undefined) return;
  const { removals, wallTime } = session;
  try {
    await wallTime.measure('removal', () => removals.waitUntilDrained());
  } finally {
    await session.close();
  }
});

Before({ name: 'begin' }, async function ({ pickle }) {
  if (session === undefined) throw new Error('The run has no session: BeforeAll did not run');
  const { signal: interrupted } = session.interruption;
  if (interrupted.aborted) {
    this.log(createInterruptedNote(toMessageChain(interrupted.reason)));
    return 'skipped';
  }
  interrupted.addEventListener('abort', () => this.stop(interrupted.reason), { signal: this.signal });
  const reason = findReasonNotApplicable(
    pickle.tags.map(({ name }) => name),
    session.environment,
    process.env,
  );
  if (reason !== undefined) {
    this.log(createNotApplicableNote(reason));
    return 'skipped';
  }
  await this.begin(session, pickle.name);
  return undefined;
});

// It waits while too many jobs are still in removal; the deadlines of the removals end that wait.
After({ name: 'collect evidence and release the jobs', timeout: -1 }, async function ({ result }) {
  this.stop();
  if (!this.begun) return;
  const { session, scenario, ledger, client } = this.context;
  const { interruption } = session;
  if (interruption.signal.aborted) this.log(createInterruptedNote(toMessageChain(interruption.signal.reason)));
  if (result?.status === Status.FAILED) {
    const enough = AbortSignal.any([AbortSignal.timeout(evidenceMs), interruption.evidenceDeadline]);
    await collectEvidence(this.createEvidenceSource(result.message ?? ''), enough);
  }
  const notUndone = await this.undo();
  const close = () => {
    ledger.close();
    client.close();
  };
  // What is not gone in time is reported at the end of the run, with this scenario's name.
  const jobs = { scenario, ledger, removal: createRemovalOptions(this.context), close };
  const notes = await session.wallTime.measure('removal', () => session.removals.handOver(jobs));
  for (const note of notes) this.log(note);
  if (notUndone.length > 0) throw new Error(`What the scenario changed could not be undone:\n${notUndone.join('\n')}`);
});

function runsAlone({ tags }: { readonly tags: readonly { readonly name: string }[] }): boolean {
  return tags.some(({ name }) => name === '@alone');
}
