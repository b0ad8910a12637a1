// The start and end of each process and each scenario: open, check that it applies, collect evidence, release what was started.
import { AfterAll, BeforeAll, Status, setDefaultTimeout } from '@cucumber/cucumber';
import { notApplicableNote, whyNotApplicable } from './environment';
import { collectEvidence } from './evidence/collect';
import { openSession, type Session } from './session';
import { After, Before } from './steps';

// Every wait has a deadline of its own that is shorter and says more; this one only ends a step that hangs.
setDefaultTimeout(180_000);
const evidenceMs = 20_000;
const releaseMs = 120_000;

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
  if (result?.status === Status.SKIPPED) return;
  if (result?.status === Status.FAILED) await collectEvidence(this.evidence(), AbortSignal.timeout(evidenceMs));
  const { stuck, notes } = await this.scope.ledger.release(AbortSignal.timeout(releaseMs));
  this.client.close();
  for (const note of notes) this.log(note);
  if (stuck.length > 0)
    throw new Error(`The scenario's jobs could not be removed from the cluster:\n${stuck.join('\n')}`);
});
