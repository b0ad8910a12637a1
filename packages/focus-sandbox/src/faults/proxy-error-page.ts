import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'a proxy replaces error answers by a page of its own',
  kind: 'network',
  caughtBy: ['refusals', 'rollbacks'],
};

export const behavior: FaultBehavior = {
  server: {
    delivery: (reply) => (reply.status >= 400 ? { ...reply, type: 'text/html', body: makePage(reply.status) } : reply),
  },
};

/** As nginx sends it when it is configured to replace error answers. */
function makePage(status: number): string {
  return `<html>\n<head><title>Error ${status}</title></head>\n<body><center><h1>Something went wrong</h1></center><hr><center>nginx</center></body>\n</html>\n`;
}
