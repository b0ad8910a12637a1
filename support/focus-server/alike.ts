// Whether refusals of the same question say the same.
import { describeExchange, type Exchange } from './exchange';
import { readRefusal } from './refusal';

/** Throws when the refusals differ in status, shape or words; numbers in the words may differ, such as that of the job. */
export function expectAlike(exchanges: readonly Exchange[]): void {
  const kinds = [...Map.groupBy(exchanges, signatureOf).values()];
  if (kinds.length <= 1) return;
  const list = kinds.map((alike) => `\n  - ${alike.length} times: ${alike[0] ? describeExchange(alike[0]) : ''}`);
  throw new Error(
    `expected the same answer ${exchanges.length} times out of ${exchanges.length}, but there were ${kinds.length} different ones:${list.join('')}`,
  );
}

function signatureOf(exchange: Exchange): string {
  const { status, shape, message, fields } = readRefusal(exchange);
  return JSON.stringify([status, exchange.contentType, shape, fields, message.replace(/\d+/g, '#')]);
}
