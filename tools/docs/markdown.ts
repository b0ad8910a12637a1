// The parts of Markdown that the generated documents need.

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
}

/** A table with one line per row; cells may hold Markdown, pipes and line breaks in them are escaped. */
export function renderTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const formatLine = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    formatLine(columns.map(({ title }) => title)),
    formatLine(columns.map(() => '---')),
    ...rows.map((row) => formatLine(columns.map(({ cell }) => cell(row)))),
  ].join('\n');
}

/** A generated document: its title, its source, and its sections with an empty line between them. */
export function renderPage(title: string, source: string, sections: readonly string[]): string {
  const origin = `<!-- Generated from ${source} by \`npm run docs\`: edit the source instead. -->`;
  return `${[`# ${title}`, origin, ...sections].join('\n\n')}\n`;
}

export function formatCode(text: string): string {
  return `\`${text}\``;
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
