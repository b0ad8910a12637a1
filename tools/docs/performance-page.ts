// docs/performance.md: what the suite costs, beside another version, from the comparisons that `npm run bench` has recorded.
import { type RecordedComparison, readComparisons } from '../bench/against/performance-record';
import { formatCode, renderPage, renderTable } from './markdown';

type Figure = RecordedComparison['figures'][number];

/** The figure that the plot shows. */
const plotted = 'run on the sandbox without soak and capacity';

/** `file` is docs/performance.json. */
export function renderPerformancePage(file: string): string {
  return renderPage('Performance', '`docs/performance.json`', renderSections(readComparisons(file)));
}

function renderSections(comparisons: readonly RecordedComparison[]): string[] {
  const intro =
    'Medians of `npm run bench -- --against DIR --record`, which measures two checkouts in turn on one machine. No test asserts them, and CI does not measure them.';
  const latest = comparisons.at(-1);
  if (latest === undefined) return [intro, 'Nothing is recorded yet.'];
  return [
    intro,
    `## ${latest.commit} against ${latest.against}`,
    `${latest.date}, ${latest.machine}, ${latest.rounds} rounds.`,
    renderFigures(latest),
    '## Over the versions',
    renderVersions(comparisons),
    renderPlot(comparisons),
  ];
}

function renderFigures({ commit, against, figures }: RecordedComparison): string {
  return renderTable<Figure>(figures, [
    { title: 'figure', cell: ({ name }) => name },
    { title: formatCode(against), cell: ({ theirs, unit }) => `${theirs} ${unit}` },
    { title: formatCode(commit), cell: ({ ours, unit }) => `${ours} ${unit}` },
    { title: 'ratio', cell: ({ ratio }) => ratio.toFixed(2) },
    { title: 'required', cell: ({ required }) => `≤ ${required}` },
    { title: 'goal', cell: ({ goal }) => `${goal}` },
    { title: 'load of the machine', cell: ({ load }) => load.toFixed(1) },
  ]);
}

/** Ratios, one column for each version. */
function renderVersions(comparisons: readonly RecordedComparison[]): string {
  const names = [...new Set(comparisons.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  return renderTable(names, [
    { title: 'ratio of', cell: (name) => name },
    ...comparisons.map((comparison) => ({
      title: formatCode(comparison.commit),
      cell: (name: string) => findRatio(comparison, name)?.toFixed(2) ?? '',
    })),
  ]);
}

function renderPlot(comparisons: readonly RecordedComparison[]): string {
  const points = comparisons.flatMap((comparison) => {
    const ratio = findRatio(comparison, plotted);
    return ratio === undefined ? [] : [{ commit: comparison.commit, ratio }];
  });
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${plotted}: ratio to ${comparisons.at(-1)?.against}"`,
    `  x-axis [${points.map(({ commit }) => `"${commit}"`).join(', ')}]`,
    '  y-axis "ratio" 0 --> 1.2',
    `  line [${points.map(({ ratio }) => ratio).join(', ')}]`,
    '```',
  ].join('\n');
}

function findRatio({ figures }: RecordedComparison, name: string): number | undefined {
  return figures.find((figure) => figure.name === name)?.ratio;
}
