// Hostile texts of a server and a cluster are sanitized in every report and on the terminal, quickly and within a limited size.
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { dumpPage } from './browser';
import { type Outcome, runCucumber } from './command-line';
import { everyText, type FoundText } from './report-search';
import { type FocusServerAnswer, type FocusServerCall, startTampered, type Tampering } from './tampered-environment';

// Each sets the title of the page that runs it.
const script = "document.title='HOSTILE'";
const hostile = [
  `<script>${script}</script>`,
  `</script><script>${script}</script>`,
  `<img src=x onerror="${script}">`,
  `"><svg onload=${script}>`,
  `' onmouseover='${script}' x='`,
  `" autofocus onfocus="${script}" x="`,
  `<!--<iframe srcdoc="<script>parent.${script}</script>">`,
  `{{ 7 | times: 191 }}`,
  `[click](javascript:${script}) | cell | \`code\` **bold** # head`,
  `=HYPERLINK("http://127.0.0.1:1")`,
  '\u001b[2J\u001b]8;;http://127.0.0.1:1\u0007link\u001b]8;;\u0007\u001b]52;c;cm0=\u0007\u001b]0;title\u001b\\',
  '\u009b31m \u0000\u0008\u007f \u202egnp.exe\u2066 \ud800 \udc00 \ufffe \u2028',
  ']]> &amp; <![CDATA[ %s $& $`',
].join(' ');
const seen = 'a hostile word';
const megabytes = (count: number, part = 'A') => part.repeat((count * 1_000_000) / part.length);
const terminalEscape = `\u001b[${megabytes(1, '1;')}`;

const activeSign = /[^\P{Cc}\n\r\t]|[\u202A-\u202E\u2066-\u2069\uFFFE]/u;
const activeInJson = new RegExp(`${activeSign.source}|(?<!\\\\)\\\\(u00[01][0-8b-f]|ud[89a-f])`, 'iu');

const cluster: Tampering = {
  version: `v1 ${seen} ${hostile}`,
  log: (own) =>
    Buffer.concat([
      Buffer.from(`${own}\nERROR: ${seen} ${hostile}\n${terminalEscape}\n`),
      Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x0a]),
      Buffer.from(`ERROR: ${megabytes(10)}\n${hostile}\n`),
    ]),
  object: (object) => {
    if (object.kind === 'Event') object.message = `${seen} ${hostile} ${megabytes(0.1)}`;
    if (object.kind === 'Pod') object.metadata.annotations = { [seen]: `${hostile} ${megabytes(0.1)}` };
  },
};

test('the reports of a failed scenario', async (t) => {
  const bodies = [
    JSON.stringify({ detail: `${seen} ${hostile}` }),
    `${seen} ${hostile}${megabytes(10)}`,
    Buffer.concat([
      Buffer.from(`{"detail": "${seen} `),
      Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
      Buffer.from('"}'),
    ]),
  ];
  let opened = 0;
  const answer = refusing(() => {
    opened += 1;
    return opened === 1 ? undefined : bodies[opened % bodies.length];
  });
  const tags = '@id:cancel-cleans-up or @id:live-data-flow or @id:job-observable';
  const { texts, folder } = await run(t, { ...cluster, answer }, tags);
  expect(listSources(texts, seen)).to.include.members([
    'stdout',
    'messages.ndjson',
    'cucumber.json',
    'junit.xml',
    'verdict.json',
  ]);
  expectSanitized(texts);
  await expectSanitizedPages(folder, texts);
});

test('the gap report', async (t) => {
  let calls = 0;
  const answer = refusing(() => {
    calls += 1;
    return calls % 2 === 0 ? JSON.stringify({ detail: `${seen} ${hostile}` }) : undefined;
  });
  const { texts, folder } = await run(t, { ...cluster, answer }, '@id:capacity-target');
  const reports = listSources(texts, seen).filter((source) => source.startsWith('infra_gap_report'));
  expect(reports.map((source) => source.split('.').at(-1)).sort()).to.deep.equal(['html', 'json', 'md']);
  expectSanitized(texts);
  await expectSanitizedPages(folder, texts);
  const markdown = texts.find(({ source }) => source.endsWith('.md'))?.text ?? '';
  expect(markdown)
    .to.contain('\\[click\\]')
    .and.not.to.match(/[^\\]<|[^\\]\[click\]/);
});

async function run(
  t: TestContext,
  tampering: Tampering,
  tags: string,
): Promise<{ texts: FoundText[]; folder: string }> {
  const settings = { capacity: { target: 4, minimum: 4, plateauMs: 1_000 } };
  const { env, folder } = await startTampered(t, { tampering, settings });
  // No run may need more memory than this, whatever it receives; it is killed after a minute.
  const outcome: Outcome = await runCucumber({
    args: ['--tags', tags],
    env: { ...env, NODE_OPTIONS: '--max-old-space-size=400' },
  });
  expect(outcome.exitCode, outcome.stdout + outcome.stderr).to.equal(1);
  return { texts: everyText(folder, outcome), folder };
}

function refusing(next: () => string | Buffer | undefined) {
  return ({ method, path, own }: FocusServerCall): FocusServerAnswer => {
    const body = method === 'POST' && path.endsWith('/configure') ? next() : undefined;
    return body === undefined ? own : { status: 400, type: 'application/json', body };
  };
}

function listSources(texts: readonly FoundText[], word: string): string[] {
  return texts.filter(({ text }) => text.includes(word)).map(({ source }) => source);
}

/** No active character or markup, and no report that is too large. */
function expectSanitized(texts: readonly FoundText[]): void {
  const own = texts.filter(({ source }) => !source.includes('/assets/'));
  const active = own.flatMap(({ source, text }) => {
    const found = (source.endsWith('json') ? activeInJson : activeSign).exec(text);
    if (found === null) return [];
    return [`${source}: ${JSON.stringify(text.slice(Math.max(found.index - 40, 0), found.index + 20))}`];
  });
  expect(active).to.deep.equal([]);
  expect(own.reduce((sum, { text }) => sum + text.length, 0)).to.be.below(20_000_000);
}

async function expectSanitizedPages(folder: string, texts: readonly FoundText[]): Promise<void> {
  const pages = texts.filter(
    ({ source, text }) => source.endsWith('.html') && (text.includes(seen) || source.endsWith('index.html')),
  );
  expect(pages).not.to.have.length(0);
  for (const { source } of pages) {
    const dom = await dumpPage(folder, source);
    expect(dom, source).to.match(/<\/html>/);
    expect(/<title>([^<]*)/.exec(dom)?.[1], source).not.to.contain('HOSTILE');
    expect(findActiveMarkup(dom), source).to.deep.equal([]);
  }
}

/** Scripts, and attributes that run a script, that contain a hostile text. Serialised text contains no `<`, and serialised attributes contain no quote. */
function findActiveMarkup(dom: string): string[] {
  const scripts = [...dom.matchAll(/<script[^>]*>\s*(document\.title[^<]*)/g)].map(([, text = '']) => text);
  const tags = [...dom.matchAll(/<[a-z][\w-]*((?:\s+[^\s=>"'<]+(?:="[^"]*"|='[^']*')?)*)\s*\/?>/g)];
  const attributes = tags.flatMap(([, all = '']) => [...all.matchAll(/([^\s=>"'<]+)=("[^"]*"|'[^']*')/g)]);
  const active = attributes.filter(
    ([, name = '', value = '']) => /^(on|srcdoc$|href$|src$)/.test(name) && value.includes('HOSTILE'),
  );
  return [...scripts, ...active.map(([text]) => text)];
}
