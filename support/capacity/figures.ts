// Formats of numbers and quoted texts in the diagnosis and the reports.
import { sanitize } from '../redaction/sanitize';

const mebibyte = 2 ** 20;

/** A text of unknown origin, sanitized, on one line of at most `limit` characters. A record contains no secrets. */
export function toQuotable(text: string, limit = 300): string {
  const beginning = text.slice(0, 4 * limit);
  const line = sanitize(beginning).replace(/\s+/g, ' ').trim();
  if (line.length <= limit && beginning.length === text.length) return line;
  return `${line.slice(0, limit - 1).toWellFormed()}…`;
}

/** Such as `1,100`; at most three digits after the point. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 }).format(value);
}

/** Such as `1 job` or `1,100 jobs`. */
export function formatGroupedCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** An amount of a resource by its Kubernetes name with its unit: `2.5 CPU cores`, `512 MiB of memory`, `50 nvidia.com/gpu.shared`. */
export function formatAmount(resource: string, amount: number): string {
  return `${formatBareAmount(resource, amount)} ${findUnit(resource)}`;
}

/** The same amount without its unit, for texts such as `150 of 200 …`: cores, MiB, pieces. */
export function formatBareAmount(resource: string, amount: number): string {
  return formatNumber(isBytes(resource) ? amount / mebibyte : amount);
}

/** `12.3 s`, or `480 ms` below a second. */
export function formatMeasuredTime(ms: number): string {
  return ms < 1_000 ? `${formatNumber(Math.round(ms))} ms` : `${formatNumber(Number((ms / 1_000).toFixed(1)))} s`;
}

/** A share in the form of the gap report: `25.00%`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function findUnit(resource: string): string {
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === 'cpu') return 'CPU cores';
  return isBytes(resource) ? `MiB of ${name}` : name;
}

function isBytes(resource: string): boolean {
  return /(^|\.)(memory|ephemeral-storage|storage|hugepages-\w+)$/.test(resource);
}
