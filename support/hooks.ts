// The start and end of each process and each scenario: open, check that it applies, collect evidence, release what was started.
import { AfterAll, BeforeAll, Status, setDefaultTimeout, setParallelCanAssign } from '@cucumber/cucumber';
import { notApplicableNote, whyNotApplicable } from './environment';
import { collectEvidence } from './evidence/collect';
import { openSession, type Session } from './session';
import { After, Before } from './steps';

// Every wait has a deadline of its own that is shorter and says more; this one only ends a step that hangs.
setDefaultTimeout(180_000);
const evidenceMs = 20_000;
const releaseMs = 150_000;

// Scenarios that look at the whole namespace, or change what all share, run while no other does.
setParallelCanAssign((next, running) => running.length === 0 || ![next, ...running].some(runsAlone));

let session: Session | undefined;

BeforeAll(async () => {
  session = await openSession(process.env);
});

AfterAll(async () => {
  await session?.close();
});

Before({ name: 'begin' }, async function ({ pickle }) {
  if (session === undefined) throw new Error('The run has no session: BeforeAll did not run');
  const reason = whyNotApplicable(
    pickle.tags.map(({ name }) => name),
    session.environment,
    process.env,
  );
  if (reason !== undefined) {
    this.log(notApplicableNote(reason));
    return 'skipped';
  }
  await this.begin(session, pickle.name);
  return undefined;
});

After({ name: 'collect evidence and release the jobs' }, async function ({ result }) {
  this.stop();
  if (!this.begun) return;
  if (result?.status === Status.FAILED) await collectEvidence(this.evidence(), AbortSignal.timeout(evidenceMs));
  const notUndone = await this.undo();
  const { stuck, notes } = await this.scope.ledger.release(AbortSignal.timeout(releaseMs));
  this.client.close();
  for (const note of notes) this.log(note);
  const left = [...notUndone, ...stuck];
  if (left.length > 0) throw new Error(`What the scenario made could not be removed:\n${left.join('\n')}`);
});

function runsAlone({ tags }: { readonly tags: readonly { readonly name: string }[] }): boolean {
  return tags.some(({ name }) => name === '@alone');
}
