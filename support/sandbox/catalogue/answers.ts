// Faults of answers: how refusals look, and what accepted requests are told.
import type { Fault } from './fault';
import { scenarios } from './scenarios';

const { clarity, accepted, startup } = scenarios;

export const answerFaults: readonly Fault[] = [
  fault('refusal-with-200', 'sends refusals with status 200', clarity),
  fault('refusal-as-html', 'sends refusals as a page', clarity),
  fault('stack-trace-in-body', 'sends a stack trace with refusals', clarity),
  fault('message-without-field', 'does not name the field that is wrong', clarity),
  fault('message-without-limit', 'does not say what would be valid', clarity),
  fault('refusal-shapes-differ', 'sends every second refusal in another shape', clarity),
  fault('error-changes-from-call-to-call', 'answers the same wrong request differently each time', clarity),
  fault('counts-disagree-with-lists', 'counts one channel and one frequency too many', accepted),
  fault('answers-200-to-everything', 'answers every call with 200 and {}', startup),
  fault('answers-400-to-everything', 'answers every call with 400 and {}', startup),
];

function fault(name: string, does: string, caughtBy: string): Fault {
  return { name, does, layer: 'answer', part: 'stand-in', features: ['pre-launch'], caughtBy: [caughtBy] };
}
