// How the objects of a resource become rows.
import type { KubeObject, Resource, Stored } from '../../store';

/** One column; cells are texts unless it has another type. */
export interface Column {
  readonly name: string;
  readonly type?: 'string' | 'integer' | 'date';
  readonly format?: 'name';
  /** Shown only with `-o wide`. */
  readonly wide?: boolean;
}

export type Cell = string | number;

export interface TableLayout<Kind extends KubeObject = KubeObject> {
  readonly columns: readonly Column[];
  cells(object: Kind, now: Date): readonly Cell[];
}

export type TableLayouts = { readonly [R in Resource]?: TableLayout<Stored<R>> };

export const noneText = '<none>';
export const nameColumn: Column = { name: 'Name', format: 'name' };
export const ageColumn: Column = { name: 'Age' };

/** Columns of plain text that only `-o wide` shows. */
export function toWideColumns(...names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, wide: true }));
}

/** Columns of plain text. */
export function toColumns(...names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name }));
}

/** Labels as kubectl prints them: sorted pairs, or `<none>`. */
export function formatLabels(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? noneText : pairs.sort().join(',');
}
