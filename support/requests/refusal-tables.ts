// The tables of wrong investigations among the selected scenarios: the rows of one outline, whose requests may be sent together.
import type { Pickle } from '@cucumber/messages';
import { z } from 'zod';
import { wrongCases } from '../focus-server/catalogue';

const rowSchema = z.object({ scenario: z.string(), investigation: z.string() });
const tablesSchema = z.array(z.array(rowSchema));

/** A scenario that requests one wrong investigation of the catalogue. */
export type RefusalRow = z.infer<typeof rowSchema>;
export type RefusalTable = readonly RefusalRow[];

/** The environment variable that carries the tables from the coordinator to the workers. */
export const refusalTablesVariable = 'FOCUS_REFUSAL_TABLES';

/** The tables with at least two selected rows, as the value of the variable. */
export function formatRefusalTables(selected: readonly Pickle[]): string {
  const rows = selected.flatMap((pickle) => findRow(pickle) ?? []);
  const tables = [...Map.groupBy(rows, ({ outline }) => outline).values()].filter(({ length }) => length > 1);
  return JSON.stringify(
    tables.map((table) => table.map(({ scenario, investigation }) => ({ scenario, investigation }))),
  );
}

/** The tables that the coordinator has found. */
export function readRefusalTables(env: NodeJS.ProcessEnv): readonly RefusalTable[] {
  return tablesSchema.parse(JSON.parse(env[refusalTablesVariable] ?? '[]'));
}

/**
 * The rows whose requests are sent together with that of the scenario, itself included; undefined where it is sent alone.
 * @param atOnce how many requests may be sent together, from the environment's profile
 */
export function findRefusalTable(
  tables: readonly RefusalTable[],
  scenario: string,
  atOnce: number,
): RefusalTable | undefined {
  const table = tables.find((rows) => rows.some((row) => row.scenario === scenario)) ?? [];
  const first = Math.floor(table.findIndex((row) => row.scenario === scenario) / atOnce) * atOnce;
  const rows = table.slice(first, first + atOnce);
  return rows.length > 1 ? rows : undefined;
}

function findRow({ name, astNodeIds, steps }: Pickle): (RefusalRow & { readonly outline: string }) | undefined {
  const [outline, row] = astNodeIds;
  if (outline === undefined || row === undefined) return undefined;
  const wrong = wrongCases.find((one) => steps.some(({ text }) => text.endsWith(` requests ${one.name}`)));
  return wrong === undefined ? undefined : { outline, scenario: name, investigation: wrong.name };
}
