// Reads how Kubernetes says that a quota is used up.
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

/** `exceeded quota: NAME, requested: pods=1, used: pods=150, limited: pods=150`; undefined where the text holds none. */
export function readQuotaMessage(text: string): QuotaMessage | undefined {
  const match = form.exec(text.slice(0, 4_000));
  if (match === null) return undefined;
  const [, name = '', requested = '', used = '', limited = ''] = match;
  return { name, requested: amountsFrom(requested), used: amountsFrom(used), limited: amountsFrom(limited) };
}

/** `pods=1,requests.cpu=100m`; what is no quantity is left out. */
function amountsFrom(list: string): Amounts {
  const entries = list.split(',').flatMap((pair): [string, number][] => {
    const [name = '', quantity = ''] = pair.split('=');
    const amount = quantityOf(quantity);
    return amount === undefined ? [] : [[name, amount]];
  });
  return Object.fromEntries(entries);
}

function quantityOf(text: string): number | undefined {
  try {
    return toNumber(parseQuantity(text));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
