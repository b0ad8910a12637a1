// How the stand-in shows faults of its answers: how refusals look, and what accepted requests are told.
import { fibre } from '../data/data-source';
import type { Hooks } from '../hooks';
import { configureAnswer } from '../rest/answers';
import type { Problem, Reply } from '../rest/refusal';

const json = 'application/json';
/** Where it does not matter. */
const noAddress = { url: '', port: 0 };

export const answerFaults: Readonly<Record<string, Partial<Hooks>>> = {
  'refusal-with-200': { refusal: (reply) => ({ ...reply, status: 200 }) },
  'refusal-as-html': {
    refusal: (reply) => ({
      ...reply,
      type: 'text/html',
      body: `<!doctype html><title>Error ${reply.status}</title><h1>${reply.status}</h1><p>${messages(reply)}</p>`,
    }),
  },
  'stack-trace-in-body': {
    refusal: (reply) => ({
      ...reply,
      body: JSON.stringify({
        detail: problems(reply),
        traceback:
          'Traceback (most recent call last):\n  File "/app/focus_server/configure.py", line 112, in configure',
      }),
    }),
  },
  'message-without-field': {
    refusal: changingProblems(({ msg, type }) => ({ loc: ['body'], msg: msg.replace(/^\S+ is /, 'value is '), type })),
  },
  'message-without-limit': {
    refusal: changingProblems(({ loc, msg, type }) => ({ loc, msg: msg.replace(/;.*$/, ' and not valid'), type })),
  },
  'nfft-limit-not-told': {
    refusal: changingProblems(({ loc, msg, type }) => ({
      loc,
      msg: msg.replace(/a power of two from.*$/, 'a power of two'),
      type,
    })),
  },
  'refusal-shapes-differ': {
    refusal: (reply, n) => (n % 2 === 0 ? { ...reply, body: JSON.stringify({ error: messages(reply) }) } : reply),
  },
  'error-changes-from-call-to-call': {
    refusal: (reply, n) => ({ ...reply, status: reply.status === 503 && n % 3 === 0 ? 500 : reply.status + (n % 2) }),
  },
  'creation-failure-answered-500': {
    refusal: (reply) => (problems(reply).some(({ loc }) => loc[0] === 'cluster') ? { ...reply, status: 500 } : reply),
  },
  'cancel-answered-500': {
    delivered: (reply, { method }) =>
      method === 'DELETE' && reply.status === 200 ? { ...reply, status: 500, body: '{"detail": "failed"}' } : reply,
  },
  'counts-disagree-with-lists': {
    answer: (answer) => ({
      ...answer,
      channel_amount: answer.channel_amount + 1,
      frequencies_amount: answer.frequencies_amount + 1,
    }),
  },
  'frequency-range-ignored': {
    answer: (answer, { job }) => {
      const all = configureAnswer(answer.job_id, { ...job.request, frequencyRange: null }, noAddress, fibre.prr);
      const { frequencies_list, frequencies_amount } = all;
      return { ...answer, frequencies_list, frequencies_amount };
    },
  },
  'job-answered-as-text': {
    delivered: (reply, { url }) =>
      url.endsWith('/configure') && reply.status === 200 ? { ...reply, type: 'text/plain' } : reply,
  },
  'answers-200-to-everything': { everyAnswer: { status: 200, type: json, body: '{}' } },
  'answers-400-to-everything': { everyAnswer: { status: 400, type: json, body: '{}', sparesHealthCheck: true } },
};

function problems(reply: Reply): readonly Problem[] {
  return (JSON.parse(reply.body) as { detail: readonly Problem[] }).detail;
}

function messages(reply: Reply): string {
  return problems(reply)
    .map(({ msg }) => msg)
    .join('; ');
}

function changingProblems(change: (problem: Problem) => Problem): Hooks['refusal'] {
  return (reply) => ({ ...reply, body: JSON.stringify({ detail: problems(reply).map(change) }) });
}
