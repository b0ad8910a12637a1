// Checks that the refusals of equal requests are alike.
import { describeExchange, type Exchange } from './exchange';
import { readRefusal } from './refusal';

/** Throws if the refusals differ in status, shape or text; numbers in the text may differ, such as the number of the job. */
export function expectAlike(exchanges: readonly Exchange[]): void {
  const kinds = [...Map.groupBy(exchanges, createSignature).values()];
  if (kinds.length <= 1) return;
  const list = kinds.map((alike) => `\n  - ${alike.length} times: ${alike[0] ? describeExchange(alike[0]) : ''}`);
  throw new Error(
    `expected the same answer ${exchanges.length} times out of ${exchanges.length}, but there were ${kinds.length} different ones:${list.join('')}`,
  );
}

function createSignature(exchange: Exchange): string {
  const { status, shape, message, fields } = readRefusal(exchange);
  return JSON.stringify([status, exchange.contentType, shape, fields, message.replace(/\d+/g, '#')]);
}
