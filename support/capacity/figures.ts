// Numbers and foreign texts as the diagnosis and the reports print them.
import { sanitize } from '../redaction/sanitize';

const mebibyte = 2 ** 20;

/** A text of unknown origin on one line: no control characters, no halves of surrogate pairs, at most `limit` characters. A record holds no secrets. */
export function quotable(text: string, limit = 300): string {
  const beginning = text.slice(0, 4 * limit);
  const line = sanitize(beginning).replace(/\s+/g, ' ').trim();
  if (line.length <= limit && beginning.length === text.length) return line;
  return `${line.slice(0, limit - 1).toWellFormed()}…`;
}

/** `1,100`; at most three digits behind the point. */
export function numberText(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 }).format(value);
}

/** `jobs` beside its number: `1 job`, `1,100 jobs`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** An amount of a resource by its Kubernetes name with its unit: `2.5 CPU cores`, `512 MiB of memory`, `50 nvidia.com/gpu.shared`. */
export function amountText(resource: string, amount: number): string {
  return `${bareAmount(resource, amount)} ${unitOf(resource)}`;
}

/** The same without the unit's name, as `150 of 200 …` needs it: cores, MiB, pieces. */
export function bareAmount(resource: string, amount: number): string {
  return numberText(isBytes(resource) ? amount / mebibyte : amount);
}

/** `12.3 s`, or `480 ms` below a second. */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${numberText(Math.round(ms))} ms` : `${numberText(Number((ms / 1_000).toFixed(1)))} s`;
}

/** A share as the gap report writes it: `25.00%`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function unitOf(resource: string): string {
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === 'cpu') return 'CPU cores';
  return isBytes(resource) ? `MiB of ${name}` : name;
}

function isBytes(resource: string): boolean {
  return /(^|\.)(memory|ephemeral-storage|storage|hugepages-\w+)$/.test(resource);
}
