// When a call was sent and answered, however busy the process is meanwhile.
import http from 'node:http';
import https from 'node:https';

/** On the clock of `performance.now()`. */
export interface CallTimes {
  sentAtMs: number;
  /** When the head of the answer arrived. */
  answeredAtMs?: number;
}

/** The transport of Node.js, which assigns a connection to the request at once; it stamps the times of the call. */
export function createTimedTransport(
  baseUrl: string,
  times: CallTimes,
  onSent?: () => void,
): { readonly request: Send } {
  const { request } = baseUrl.startsWith('https:') ? https : http;
  const send: Send = (options, onAnswer) => {
    const sending = request(options, (answer) => {
      times.answeredAtMs = performance.now();
      onAnswer(answer);
    });
    // The request is written right after it got its connection.
    sending.once('socket', () => {
      times.sentAtMs = performance.now();
    });
    onSent?.();
    return sending;
  };
  return { request: send };
}

type Send = (options: https.RequestOptions, onAnswer: (answer: http.IncomingMessage) => void) => http.ClientRequest;
