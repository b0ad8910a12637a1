// A process that measures bursts of calls with the REST client of a checkout: prints by how much the worst call of a burst was overestimated.
import { median } from 'simple-statistics';
import { z } from 'zod';
import type { Exchange, FocusServerClient } from '../../../support/focus-server';

const callsAtOnce = 50;
const warmUpBursts = 4;
const bursts = 20;
const body = {
  displayInfo: { height: 800 },
  channels: { min: 1, max: 10 },
  start_time: null,
  end_time: null,
  view_type: 0,
};
const ownTime = z.object({ lines_dt: z.number() });

interface ClientModule {
  readonly FocusServerClient: new (
    options: ConstructorParameters<typeof FocusServerClient>[0],
  ) => Pick<FocusServerClient, 'configure' | 'close'>;
}

async function main(): Promise<void> {
  const [modulePath = '', baseUrl = ''] = process.argv.slice(2);
  const { FocusServerClient: Client }: ClientModule = require(modulePath);
  const client = new Client({ baseUrl, requestMs: 30_000 });
  const worst: number[] = [];
  for (let burst = 0; burst < warmUpBursts + bursts; burst += 1) {
    const exchanges = await Promise.all(Array.from({ length: callsAtOnce }, () => client.configure(body)));
    worst.push(Math.max(...exchanges.map(computeError)));
  }
  client.close();
  process.stdout.write(`${median(worst.slice(warmUpBursts))}\n`);
}

function computeError({ durationMs, json }: Exchange): number {
  return durationMs - ownTime.parse(json).lines_dt;
}

void main();
