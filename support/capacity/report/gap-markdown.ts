// The gap report as Markdown that fits into a Jira ticket.
import { countText } from '../figures';
import { enforcementText, headlineOf } from './capacity-summary';
import { changeText } from './comparison';
import type { GapReport } from './gap-report-schema';

const causesShown = 6;
const evidenceShown = 2;
const changesShown = 5;

/** At most 60 lines. `stem` is the name that the files of the report share. */
export function gapMarkdown(report: GapReport, stem: string): string {
  const sections = [
    headSection(report),
    classTable(report),
    causeSection(report),
    listSection('What to do now', report.recommendations.immediate_actions.slice(0, causesShown)),
    listSection('Next', report.recommendations.next_steps.slice(0, causesShown)),
    changeSection(report),
    [`Plots: ${stem}.html · all figures: ${stem}.json`],
  ];
  const filled = sections.filter((section) => section.length > 0);
  return `${filled.map((section) => section.join('\n')).join('\n\n')}\n`;
}

function headSection(report: GapReport): string[] {
  const { report_metadata: metadata, environment } = report;
  return [
    `# ${inline(environment.name)}: ${inline(headlineOf(report))}`,
    '',
    `${metadata.generated_at} ${metadata.time_zone} · namespace ${inline(environment.namespace)} · ${enforcementText(report)} · ${metadata.jira_reference}`,
  ];
}

function classTable({ classes, capacity_analysis: capacity }: GapReport): string[] {
  const rows = Object.entries(classes).map(([name, { count, example }]) => {
    const shown = example === null ? '' : `job ${example.job}: ${inline(example.reason)}`;
    return `| ${name} | ${count} | ${shown} |`;
  });
  const notDue =
    capacity.not_due_because === null
      ? []
      : [`| never due | ${capacity.not_due} | ${inline(capacity.not_due_because)} |`];
  return ['| class | jobs | example |', '| --- | --- | --- |', ...rows, ...notDue];
}

function causeSection({ bottleneck_analysis: { ranked, identified_bottlenecks } }: GapReport): string[] {
  const causes = ranked
    .slice(0, causesShown)
    .flatMap(({ summary, confidence, jobs_explained: jobs, evidence }, index) => [
      `${index + 1}. **${inline(summary)}** (${countText(jobs, 'job')}, ${confidence} confidence)`,
      ...evidence.slice(0, evidenceShown).map((line) => `   - ${inline(line)}`),
    ]);
  const rest =
    ranked.length > causesShown ? [`${countText(ranked.length - causesShown, 'more cause')} in the JSON.`] : [];
  const unnamed = identified_bottlenecks
    .slice(ranked.length)
    .map((text) => `${inline(text)}; see "ruled_out" in the JSON.`);
  const parts = [causes, rest, unnamed].filter((part) => part.length > 0);
  return ['## What held it back', ...parts.flatMap((part) => ['', ...part])];
}

function changeSection({ comparison }: GapReport): string[] {
  const notable = comparison.changes.filter((change) => change.notable).slice(0, changesShown);
  return listSection(`Changed against ${comparison.baseline}`, notable.map(changeText));
}

function listSection(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, '', ...items.map((item) => `- ${inline(item)}`)];
}

/** Nothing of a foreign text takes effect: neither Markdown, nor HTML, nor the columns of a table. */
function inline(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#~]/g, (sign) => `\\${sign}`);
}
