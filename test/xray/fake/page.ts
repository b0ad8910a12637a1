// A page with everything that was imported into the fake, for a person who wants to see it.
import type { FakeIssue, FakeStore } from './store';

export function renderPage(store: FakeStore): string {
  const groups = [...Map.groupBy(store.issues, ({ type }) => type)];
  const sections = groups.map(
    ([type, issues]) =>
      `<h2>${escapeHtml(type)} (${issues.length})</h2><table>${issues.map(renderIssue).join('')}</table>`,
  );
  const style =
    'body { font: 14px system-ui; margin: 24px } td { border-top: 1px solid #ddd; padding: 4px 12px; vertical-align: top } td:first-child { white-space: nowrap }';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fake Jira</title><style>${style}</style></head><body><h1>${escapeHtml(store.project)}</h1>${sections.join('')}</body></html>`;
}

function renderIssue({ key, summary, labels, runs, environments, members }: FakeIssue): string {
  const results = runs.map(({ testKey, status, comment, defects, evidence }) => {
    const more = [comment, defects.join(', '), evidence.length > 0 ? `${evidence.length} attachments` : ''].filter(
      (text) => text !== '',
    );
    return `${testKey}: <b>${escapeHtml(status)}</b> ${escapeHtml(more.join(' · '))}`;
  });
  const cells = [
    key,
    escapeHtml(summary),
    escapeHtml([...labels, ...environments, ...members].join(' ')),
    results.join('<br>'),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
