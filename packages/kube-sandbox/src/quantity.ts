// Amounts as Kubernetes writes them: `250m`, `64Mi`, `1.5Gi`, `2`.

/**
 * The amount in whole thousandths, rounded up, so that sums of CPU stay exact. Throws on text that is not a quantity.
 * The parser of `@kubernetes/client-node` refuses fractions with a suffix such as `1.5Gi`.
 */
export function parseThousandths(quantity: string): number {
  const known = amounts.get(quantity);
  if (known !== undefined) return known;
  const amount = parseAmount(quantity);
  if (amounts.size < mostAmounts) amounts.set(quantity, amount);
  return amount;
}

/** The quantity as Kubernetes writes it back: `0.5` as `500m`, `1024Mi` as `1Gi`, `1.5Gi` as `1536Mi`. */
export function canonicalizeQuantity(quantity: string | number): string {
  const text = String(quantity);
  return formatQuantity(parseThousandths(text), text.endsWith('i'));
}

/** Text of an amount in thousandths, with a binary suffix if requested and possible. */
export function formatQuantity(amount: number, isBinary = false): string {
  if (amount % 1000 !== 0) return `${amount}m`;
  const whole = amount / 1000;
  const suffixes = isBinary ? binarySuffixes : decimalSuffixes;
  const suffix = whole === 0 ? undefined : suffixes.find((candidate) => whole % (suffixFactors[candidate] ?? 1) === 0);
  return suffix === undefined ? String(whole) : `${whole / (suffixFactors[suffix] ?? 1)}${suffix}`;
}

/** Largest first. */
const decimalSuffixes = ['E', 'P', 'T', 'G', 'M', 'k'];
const binarySuffixes = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];

const suffixFactors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Amounts that were read before: all pods of a kind have the same. */
const amounts = new Map<string, number>();
const mostAmounts = 1_000;

function parseAmount(quantity: string): number {
  const match =
    /^(?<number>[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)(?<suffix>n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.exec(quantity);
  const { number, suffix } = match?.groups ?? {};
  if (number === undefined)
    throw new Error(`"${quantity}" is not a quantity; expected a number such as 250m, 64Mi or 2`);
  return Math.ceil(Number((Number(number) * 1000 * (suffixFactors[suffix ?? ''] ?? 1)).toFixed(3)));
}
