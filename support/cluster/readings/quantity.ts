// Kubernetes quantities, compared exactly: `0.1` equals `100m`, `1Gi` exceeds `1G`, at any size.
// client-node's quantityToScalar uses floating point and refuses `1.5Gi` and `1e3`.

/** A quantity as a whole number of nano-units: exact for everything that Kubernetes accepts. */
export type NanoUnits = bigint;

const nano = 1_000_000_000n;

const factors: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 1_000n,
  m: 1_000_000n,
  '': nano,
  k: nano * 10n ** 3n,
  M: nano * 10n ** 6n,
  G: nano * 10n ** 9n,
  T: nano * 10n ** 12n,
  P: nano * 10n ** 15n,
  E: nano * 10n ** 18n,
  Ki: nano * 2n ** 10n,
  Mi: nano * 2n ** 20n,
  Gi: nano * 2n ** 30n,
  Ti: nano * 2n ** 40n,
  Pi: nano * 2n ** 50n,
  Ei: nano * 2n ** 60n,
};

const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d{1,3}))?$/;

/** Reads a quantity such as `250m`, `1.5Gi` or `1e3`; parts below a nano-unit are rounded up, as Kubernetes does. @throws RangeError for anything else */
export function parseQuantity(text: string): NanoUnits {
  const match = form.exec(text);
  if (match === null) {
    throw new RangeError(
      `"${text}" is not a Kubernetes quantity: expected a number with a suffix such as m, k, Mi or Gi, for example "250m" or "64Mi"`,
    );
  }
  const [, sign = '', number = '', suffix = '', exponent = '0'] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole}${fraction}` || '0') * (factors[suffix] ?? nano);
  const shift = Number(exponent) - fraction.length;
  const magnitude = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -magnitude : magnitude;
}

/** Negative if left is less, positive if it is more, 0 if both are the same amount. */
export function compareQuantities(left: string, right: string): number {
  const difference = parseQuantity(left) - parseQuantity(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum of quantities, as nano-units. */
export function sumQuantities(quantities: readonly string[]): NanoUnits {
  return quantities.reduce((sum, quantity) => sum + parseQuantity(quantity), 0n);
}

/** The amount as a float, precise enough for statistics and plots: cores, bytes, pieces. */
export function toNumber(amount: NanoUnits): number {
  return Number(amount / nano) + Number(amount % nano) / Number(nano);
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
