// The values of an outline's row, which distinguish its scenarios.
import type { Lineage } from '@cucumber/query';

/** Values by column; empty for a plain scenario. */
export function readRowValues(lineage: Lineage | undefined): Record<string, string> {
  const columns = lineage?.examples?.tableHeader?.cells ?? [];
  const cells = lineage?.example?.cells ?? [];
  return Object.fromEntries(columns.map(({ value }, index) => [value, cells[index]?.value ?? '']));
}

/** The scenario's name, with the row's values behind it unless the name contains them all. */
export function addRowToName(name: string, row: Readonly<Record<string, string>>): string {
  const entries = Object.entries(row);
  if (entries.every(([, value]) => name.includes(value))) return name;
  return `${name} [${entries.map(([column, value]) => `${column}: ${value}`).join(', ')}]`;
}
