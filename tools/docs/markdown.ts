// The little Markdown that the generated documents need.

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
}

/** A table with one line per row; cells may hold Markdown, pipes and line breaks in them are escaped. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map(({ cell }) => cell(row)))),
  ].join('\n');
}

/** A generated document: a title, what it was made from, and its sections with an empty line between them. */
export function page(title: string, source: string, sections: readonly string[]): string {
  const origin = `<!-- Generated from ${source} by \`npm run docs\`: edit the source instead. -->`;
  return `${[`# ${title}`, origin, ...sections].join('\n\n')}\n`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
