// An answer to a request for a job, as the client returns it.
import type { Exchange } from '../../support/focus-server';

export function answered(status: number, json: unknown): Exchange {
  const bodyText = JSON.stringify(json);
  return {
    method: 'POST',
    path: '/configure',
    startedAt: new Date(0),
    durationMs: 1,
    status,
    contentType: 'application/json',
    bodyText,
    bodyBytes: bodyText.length,
    json,
  };
}
