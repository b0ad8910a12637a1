// Reads Kubernetes' message about a quota that is used up.
import { parseQuantity, toNumber } from '../../cluster/readings/quantity';
import type { Amounts } from '../capacity-record';

export interface QuotaMessage {
  readonly name: string;
  readonly requested: Amounts;
  readonly used: Amounts;
  readonly limited: Amounts;
}

const form =
  /exceeded quota: ([^\s,]{1,253}), requested: (\S{1,1000}?), used: (\S{1,1000}?), limited: ([\w./:=,+-]{0,1000}[\w])/;

/** `exceeded quota: NAME, requested: pods=1, used: pods=150, limited: pods=150`; undefined if the text contains none. */
export function readQuotaMessage(text: string): QuotaMessage | undefined {
  const match = form.exec(text.slice(0, 4_000));
  if (match === null) return undefined;
  const [, name = '', requested = '', used = '', limited = ''] = match;
  return { name, requested: readAmounts(requested), used: readAmounts(used), limited: readAmounts(limited) };
}

/** `pods=1,requests.cpu=100m`; values that are not quantities are left out. */
function readAmounts(list: string): Amounts {
  const entries = list.split(',').flatMap((pair): [string, number][] => {
    const [name = '', quantity = ''] = pair.split('=');
    const amount = readQuantity(quantity);
    return amount === undefined ? [] : [[name, amount]];
  });
  return Object.fromEntries(entries);
}

function readQuantity(text: string): number | undefined {
  try {
    return toNumber(parseQuantity(text));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
