// The gap report as Markdown that fits into a Jira issue.
import { formatGroupedCount } from '../figures';
import { describeEnforcement, formatHeadline } from './capacity-summary';
import { formatChange } from './comparison';
import type { GapReport } from './gap-report-schema';

const causesShown = 6;
const evidenceShown = 2;
const changesShown = 5;

/** At most 60 lines. `stem` is the common name of the report's files. */
export function renderGapMarkdown(report: GapReport, stem: string): string {
  const sections = [
    formatHead(report),
    formatClasses(report),
    formatCauses(report),
    listSection('What to do now', report.recommendations.immediate_actions.slice(0, causesShown)),
    listSection('Next', report.recommendations.next_steps.slice(0, causesShown)),
    changeSection(report),
    [`Plots: ${stem}.html · all figures: ${stem}.json`],
  ];
  const filled = sections.filter((section) => section.length > 0);
  return `${filled.map((section) => section.join('\n')).join('\n\n')}\n`;
}

function formatHead(report: GapReport): string[] {
  const { report_metadata: metadata, environment } = report;
  return [
    `# ${escapeInline(environment.name)}: ${escapeInline(formatHeadline(report))}`,
    '',
    `${metadata.generated_at} ${metadata.time_zone} · namespace ${escapeInline(environment.namespace)} · ${describeEnforcement(report)} · ${metadata.jira_reference}`,
  ];
}

function formatClasses({ classes, capacity_analysis: capacity }: GapReport): string[] {
  const rows = Object.entries(classes).map(([name, { count, example }]) => {
    const shown = example === null ? '' : `job ${example.job}: ${escapeInline(example.reason)}`;
    return `| ${name} | ${count} | ${shown} |`;
  });
  const notDue =
    capacity.not_due_because === null
      ? []
      : [`| never due | ${capacity.not_due} | ${escapeInline(capacity.not_due_because)} |`];
  return ['| class | jobs | example |', '| --- | --- | --- |', ...rows, ...notDue];
}

function formatCauses({ bottleneck_analysis: { ranked, identified_bottlenecks } }: GapReport): string[] {
  const causes = ranked
    .slice(0, causesShown)
    .flatMap(({ summary, confidence, jobs_explained: jobs, evidence }, index) => [
      `${index + 1}. **${escapeInline(summary)}** (${formatGroupedCount(jobs, 'job')}, ${confidence} confidence)`,
      ...evidence.slice(0, evidenceShown).map((line) => `   - ${escapeInline(line)}`),
    ]);
  const rest =
    ranked.length > causesShown
      ? [`${formatGroupedCount(ranked.length - causesShown, 'more cause')} in the JSON.`]
      : [];
  const unnamed = identified_bottlenecks
    .slice(ranked.length)
    .map((text) => `${escapeInline(text)}; see "ruled_out" in the JSON.`);
  const parts = [causes, rest, unnamed].filter((part) => part.length > 0);
  return ['## Causes', ...parts.flatMap((part) => ['', ...part])];
}

function changeSection({ comparison }: GapReport): string[] {
  const notable = comparison.changes.filter((change) => change.notable).slice(0, changesShown);
  return listSection(`Changed against ${comparison.baseline}`, notable.map(formatChange));
}

function listSection(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, '', ...items.map((item) => `- ${escapeInline(item)}`)];
}

/** Escapes a text of other origin, so that it is neither Markdown nor HTML nor a column of a table. */
function escapeInline(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#~]/g, (sign) => `\\${sign}`);
}
