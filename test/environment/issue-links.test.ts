// Keys of issues as links, in the form of each kind of report.
import { test } from 'node:test';
import { expect } from 'chai';
import { createIssueLinks } from '../../support/environment/issue-links';
import { profileSchema } from '../../support/environment/profile-schema';

function createLinks(jira: Record<string, unknown>, xray: Record<string, unknown> = {}) {
  return createIssueLinks(profileSchema.parse({ description: 'A sample', jira, xray }));
}

const links = createLinks({ url: 'https://jira.example/jira/' }, { projectKey: 'QA' });
const link = (key: string) => `<a href="https://jira.example/jira/browse/${key}">${key}</a>`;

test('a key in the text of a page becomes a link, one in a tag, a script or a link does not', () => {
  const page =
    '<p data-tags="@REQ_PZ-1">@REQ_PZ-1, QA-2</p><script>"PZ-3" < 4</script><a href="x"><b>PZ-4</b></a><style>PZ-5{}</style>PZ-6';
  expect(links.linkHtml(page)).to.equal(
    `<p data-tags="@REQ_PZ-1">@REQ_${link('PZ-1')}, ${link('QA-2')}</p><script>"PZ-3" < 4</script><a href="x"><b>PZ-4</b></a><style>PZ-5{}</style>${link('PZ-6')}`,
  );
});

test('only keys of known projects are links', () => {
  expect(links.linkMarkdown('PZ-1 (QA-22): UTF-8, SHA-256, XPZ-1, PZ-1a, PZ-, https://jira/PZ-3, PZ-XXX')).to.equal(
    '[PZ-1](https://jira.example/jira/browse/PZ-1) ([QA-22](https://jira.example/jira/browse/QA-22)): UTF-8, SHA-256, XPZ-1, PZ-1a, PZ-, https://jira/PZ-3, PZ-XXX',
  );
});

test('a terminal shows the key and opens the address', () => {
  expect(links.linkTerminal('see PZ-1.')).to.equal(
    'see \u001b]8;;https://jira.example/jira/browse/PZ-1\u0007PZ-1\u001b]8;;\u0007.',
  );
});

test('without an address of Jira nothing changes', () => {
  const { linkHtml, linkMarkdown, linkTerminal } = createLinks({});
  expect([linkHtml, linkMarkdown, linkTerminal].map((change) => change('PZ-1'))).to.deep.equal([
    'PZ-1',
    'PZ-1',
    'PZ-1',
  ]);
});
