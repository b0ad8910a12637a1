// How the stand-in shows faults of what is around its jobs: a proxy in front of it, its own process, its node's clock.
import { fibre } from '../data/data-source';
import type { Hooks } from '../hooks';
import { Crash } from '../rest/crash';
import type { Reply } from '../rest/refusal';
import { endJobs, endServices } from './end-jobs';

const tenMinutesSeconds = 600;
/** As where a time zone is taken for another. */
const twoHoursSeconds = 7_200;

export const surroundingFaults: Readonly<Record<string, Partial<Hooks>>> = {
  'answers-cut-off': { delivered: (reply, { url }) => (url.endsWith('/configure') ? 'cut' : reply) },
  'proxy-error-page': { delivered: (reply) => (reply.status >= 400 ? errorPage(reply) : reply) },
  'proxy-joins-requests': { coalesces: true },
  'proxy-answers-late': oneLate(),
  'proxy-keeps-metadata': {
    delivered: (reply, { url }) => (url.endsWith('/live_metadata') ? { ...reply, body: JSON.stringify(fibre) } : reply),
  },
  'dies-while-answering': {
    answer: () => {
      throw new Crash('free(): invalid pointer');
    },
  },
  'dies-of-wrong-request': {
    afterRefusal: async () => {
      throw new Crash('unhandled exception in the validation of a request');
    },
  },
  'dies-of-taken-port': {
    portTaken: () => {
      throw new Crash('unhandled exception: the port is already allocated');
    },
  },
  'restart-ends-jobs': { startup: endJobs },
  'restart-takes-services': { startup: endServices },
  'clock-behind': clockOff(-tenMinutesSeconds),
  'clock-ahead': clockOff(twoHoursSeconds),
};

/** As nginx sends it where it is told to replace error answers. */
function errorPage({ status }: Reply): Reply {
  const body = `<html>\n<head><title>Error ${status}</title></head>\n<body><center><h1>Something went wrong</h1></center><hr><center>nginx</center></body>\n</html>\n`;
  return { status, type: 'text/html', body };
}

/** Each accepted job gets the answer of the one before it; the first gets its own. */
function oneLate(): Partial<Hooks> {
  let before: Reply | undefined;
  return {
    delivered: (reply, { url }) => {
      if (!url.endsWith('/configure') || reply.status !== 200) return reply;
      const late = before ?? reply;
      before = reply;
      return late;
    },
  };
}

function clockOff(seconds: number): Partial<Hooks> {
  return { limits: (limits) => ({ ...limits, nowEpochSeconds: limits.nowEpochSeconds + seconds }) };
}
