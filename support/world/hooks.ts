// The start and end of each process and each scenario: open, check that it applies, collect evidence, release what was started.
import { AfterAll, BeforeAll, Status, setDefaultTimeout, setParallelCanAssign } from '@cucumber/cucumber';
import { toMessageChain } from '../common/errors';
import { InterruptionError } from '../common/interruption';
import { findReasonNotApplicable } from '../environment';
import { collectEvidence } from '../evidence/collect-evidence';
import { computeRemovalLimitMs } from '../jobs/job-objects';
import { createInterruptedNote, createNotApplicableNote } from '../verdict';
import { openSession, type Session } from './session';
import { After, Before } from './steps';

// Every wait has a deadline of its own that is shorter and reports more; this one only ends a step that hangs.
setDefaultTimeout(180_000);
const evidenceMs = 20_000;
/** Beside the removal: the last answers, and the cancels. */
const releaseMs = 60_000;

// Scenarios that check the whole namespace, or change what all share, run while no other does.
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

// The release of many jobs takes as long as the cluster needs for so many; its own deadline ends it.
After({ name: 'collect evidence and release the jobs', timeout: -1 }, async function ({ result }) {
  this.stop();
  if (!this.begun) return;
  const { session, ledger, client } = this.context;
  const { interruption } = session;
  if (interruption.signal.aborted) this.log(createInterruptedNote(toMessageChain(interruption.signal.reason)));
  if (result?.status === Status.FAILED) {
    const enough = AbortSignal.any([AbortSignal.timeout(evidenceMs), interruption.evidenceDeadline]);
    await collectEvidence(this.createEvidenceSource(result.message ?? ''), enough);
  }
  const notUndone = await this.undo();
  const limitMs = releaseMs + computeRemovalLimitMs(ledger.size);
  const signal = AbortSignal.any([AbortSignal.timeout(limitMs), interruption.deadline]);
  const { stuck, notes } = await ledger.release({ signal, gracePeriod: interruption.gracePeriod });
  ledger.close();
  client.close();
  for (const note of notes) this.log(note);
  const left = [...notUndone, ...stuck];
  if (left.length > 0) throw createLeftoverError(left, interruption.signal);
});

/** An interrupted run has less time than the cluster may need: what is left then is no fault of the product. */
function createLeftoverError(left: readonly string[], interruption: AbortSignal): Error {
  const list = left.join('\n');
  if (!interruption.aborted) return new Error(`What the scenario made could not be removed:\n${list}`);
  const reason = toMessageChain(interruption.reason);
  return new InterruptionError(
    `${reason} before all that the scenario made was seen gone; npm run sweep removes what is left:\n${list}`,
  );
}

function runsAlone({ tags }: { readonly tags: readonly { readonly name: string }[] }): boolean {
  return tags.some(({ name }) => name === '@alone');
}
