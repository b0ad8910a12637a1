// Faults of answers: how refusals look, and what accepted requests are told.
import type { Fault } from './fault';
import { acceptances, everyRefusal, openings, scenarios } from './scenarios';

const { noDataError, rollback, brokenApi } = scenarios;
const { clarity, startup, liveAsSaid, liveFlows, partlyRecorded, stillRecorded, cancel, cancelledPort } = scenarios;

/** Those whose frequencies are not all that there are. */
const ranged = acceptances.filter((id) => id !== scenarios.waterfall);

export const answerFaults: readonly Fault[] = [
  ofAll(fault('refusal-with-200', 'sends refusals with status 200', everyRefusal)),
  ofAll(fault('refusal-as-html', 'sends refusals as a page', everyRefusal)),
  ofAll(fault('stack-trace-in-body', 'sends a stack trace with refusals', everyRefusal)),
  { ...fault('message-without-field', 'does not name the field that is wrong', [clarity]), alsoTouches: everyRefusal },
  { ...fault('message-without-limit', 'does not say what would be valid', [clarity]), alsoTouches: everyRefusal },
  fault('nfft-limit-not-told', 'says of an NFFT that is too large or too small only that it must be a power of two', [
    scenarios.wrongNfft,
    clarity,
  ]),
  fault('refusal-shapes-differ', 'sends every second refusal in another shape', [clarity]),
  {
    ...fault('error-changes-from-call-to-call', 'answers the same wrong request differently each time', [
      clarity,
      noDataError,
    ]),
    alsoTouches: [...everyRefusal, rollback, brokenApi],
  },
  {
    ...fault('counts-disagree-with-lists', 'counts one channel and one frequency too many', acceptances),
    alsoTouches: [liveAsSaid, liveFlows, partlyRecorded, stillRecorded, scenarios.takenPort],
  },
  {
    ...fault('frequency-range-ignored', 'answers with all frequencies, whichever were asked for', ranged),
    alsoTouches: [liveAsSaid, liveFlows, partlyRecorded, stillRecorded, scenarios.takenPort],
  },
  {
    ...fault('job-answered-as-text', 'says of the answer to a job that it is plain text', openings),
    breaksJobs: true,
  },
  fault('creation-failure-answered-500', 'answers 500 when the cluster fails or refuses', [rollback, brokenApi]),
  fault('cancel-answered-500', 'carries a cancel out, but answers 500', [cancel, cancelledPort]),
  { ...fault('answers-200-to-everything', 'answers every call with 200 and {}', [startup]), breaksJobs: true },
  {
    ...fault('answers-400-to-everything', 'answers every call but the health check with 400 and {}', [startup]),
    breaksJobs: true,
  },
];

/** Jobs that fail half-way are refused likewise. */
function ofAll(fault: Fault): Fault {
  return { ...fault, alsoTouches: [rollback, brokenApi] };
}

function fault(name: string, does: string, caughtBy: readonly string[]): Fault {
  return { name, does, layer: 'answer', part: 'stand-in', features: ['pre-launch'], caughtBy };
}
