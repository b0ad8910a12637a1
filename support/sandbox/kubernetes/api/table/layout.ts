// How the objects of a resource become rows.
import type { KubeObject, Resource, Stored } from '../../store';

/** One column; cells are texts unless it has another type. */
export interface Column {
  readonly name: string;
  readonly type?: 'string' | 'integer';
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
