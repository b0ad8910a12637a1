// The rule for words, on small texts that break it.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { parts } from '../../../tools/check/parts';
import { allowedTexts, avoidedWords } from '../../../tools/check/word-list';
import { checkWords, findAvoidedWords } from '../../../tools/check/words';
import { inSmallProject } from './small-project';

const heading = (count: number) =>
  `Found ${count} word${count === 1 ? '' : 's'} that the project avoids: use the plain term, or allow the text in tools/check/word-list.ts with the reason.`;

test('finds words in comments, texts and names of a source, and in its path', () => {
  const text = [
    "import { all } from './told';",
    '// What the server says.',
    '/** Told once. */',
    'export function placeOf(job_said: string): string {',
    '  this.#askedFor = 1; /* bears */',
    `  return 'is told' + \`at \${one} places \${two} asked\`;`,
    '}',
  ].join('\n');

  expect(lines([{ file: 'support/jobs/first-place.ts', text }])).to.deep.equal([
    heading(10),
    '  support/jobs/first-place.ts    "place" → slot, folder, line, point',
    '  support/jobs/first-place.ts:2  "says" → report, state, describe',
    '  support/jobs/first-place.ts:3  "Told" → report, return, name, distinguish',
    '  support/jobs/first-place.ts:4  "place" → slot, folder, line, point',
    '  support/jobs/first-place.ts:4  "said" → report, state, describe',
    '  support/jobs/first-place.ts:5  "asked" → request, send, call',
    '  support/jobs/first-place.ts:5  "bears" → sustain, support, have',
    '  support/jobs/first-place.ts:6  "told" → report, return, name, distinguish',
    '  support/jobs/first-place.ts:6  "places" → slot, folder, line, point',
    '  support/jobs/first-place.ts:6  "asked" → request, send, call',
  ]);
});

test('finds words in every line of a document and of a feature', () => {
  const texts = [
    { file: 'docs/a.md', text: '# Title\n\nIt is waited for no longer.\n' },
    { file: 'features/a.feature', text: 'Feature: Jobs\n  Scenario: A free place\n' },
  ];

  expect(lines(texts)).to.deep.equal([
    heading(2),
    '  docs/a.md:3           "waited for no longer" → stops waiting',
    '  features/a.feature:2  "place" → slot, folder, line, point',
  ]);
});

test('reads whole words', () => {
  expect(lines([{ file: 'a.md', text: 'placeholder, replaced, task, bearer, label, shelter, essays' }])).to.deep.equal([
    '',
  ]);
});

const avoided = [
  ...['told', 'tell', 'tells', 'telling', 'said', 'say', 'says', 'saying', 'place', 'places', 'ask', 'asks', 'asked'],
  ...['asking', 'launches', 'surroundings', 'disturbance', 'ordered failure', 'trouble by chance', 'sizing'],
  ...['arrivals', 'journal', 'shelf', 'shelves', 'repetition', 'patience', 'patiently', 'harmless', 'printable'],
  ...['completed-messages', 'problem messages', 'early-end', 'overdrawn', 'occasion', 'room', 'lab', 'bears', 'borne'],
  ...['waited for no longer', 'came of', 'becomes of', 'looked at', 'looks at'],
];

for (const word of avoided) {
  test(`avoids "${word}"`, () => {
    expect(lines([{ file: 'a.md', text: `one ${word} two` }])).to.have.length(2);
  });
}

test('names what to write instead of each word', () => {
  expect(avoidedWords.filter(({ instead }) => instead === '')).to.deep.equal([]);
});

test('allows a text for a reason, in some files or in all', () => {
  const allowed = [
    { text: 'nfft-limit-not-told', reason: 'the name of a fault' },
    { text: 'asked_for', reason: 'a key of a published report', files: ['support/capacity/'] },
  ];
  const texts = [
    { file: 'docs/faults.md', text: '`nfft-limit-not-told`: it is not told' },
    { file: 'support/capacity/a.ts', text: 'export const names = { asked_for: 1 };' },
    { file: 'support/jobs/a.ts', text: 'export const askedFor = 1;' },
  ];

  expect(lines(texts, allowed)).to.deep.equal([
    heading(2),
    '  docs/faults.md:1     "told" → report, return, name, distinguish',
    '  support/jobs/a.ts:1  "asked" → request, send, call',
  ]);
});

test('finds allowed texts that no file needs, and files in which a text is not needed', () => {
  const allowed = [
    { text: 'asked_for', reason: 'a key of a published report' },
    { text: 'place', reason: 'a key of a published file', files: ['docs/a.md', 'support/'] },
  ];

  expect(lines([{ file: 'docs/a.md', text: 'place' }], allowed)).to.deep.equal([
    'Found 2 allowed texts that no file needs: remove it from tools/check/word-list.ts, or only the beginning of the paths that is shown beside it.',
    '  asked_for',
    '  place      support/',
  ]);
});

test('every allowed text has a reason', () => {
  expect(allowedTexts.filter(({ reason }) => reason.length < 10)).to.deep.equal([]);
});

test('reads sources, features and documents of the project, without its packages', async () => {
  const files = [
    ...['.ci/run', '.github/workflows/ci.yml', 'CONTRIBUTING.md', 'README.md', 'docs/a.md', 'docs/decisions/a.md'],
    ...['features/a/b.feature', 'packages/a/Dockerfile', 'packages/a/src/b.ts', 'reports/README.md', 'support/a.ts'],
    ...['support/environment/profiles/a.yaml', 'test/c.ts', 'tools/prove/a.liquid'],
  ];
  const project = Object.fromEntries([...files, 'node_modules/a/b.ts', 'docs/a.json'].map((file) => [file, '// told']));
  const findings = await inSmallProject(project, checkWords);

  expect(findings.filter(({ text }) => text.startsWith('"told"')).map(({ position }) => position)).to.deep.equal(
    files.map((file) => `${file}:1`),
  );
});

test('`npm run check` fails on a word in a feature, a message, a document and an identifier', async () => {
  const files = {
    'docs/jobs.md': '# Jobs\n\nThe node bears 100 jobs.\n',
    'features/jobs/create.feature': 'Feature: Jobs\n\n  Scenario: A free place\n',
    'step-definitions/jobs.ts': '// Steps about jobs.\nexport const askedJobs = 1;\n',
    'support/jobs/check.ts': "// Checks a job.\nthrow new Error('the server told nothing');\n",
  };
  const words = parts.find(({ title }) => title === 'words');
  const problems = await inSmallProject(files, (cwd) => words?.run(cwd) ?? '');

  expect(problems.split('\n').slice(0, 5)).to.deep.equal([
    heading(4),
    '  docs/jobs.md:3                  "bears" → sustain, support, have',
    '  features/jobs/create.feature:3  "place" → slot, folder, line, point',
    '  step-definitions/jobs.ts:2      "asked" → request, send, call',
    '  support/jobs/check.ts:2         "told" → report, return, name, distinguish',
  ]);
});

function lines(texts: Parameters<typeof findAvoidedWords>[0], allowed: Parameters<typeof findAvoidedWords>[1] = []) {
  return describeFindings(findAvoidedWords(texts, allowed)).split('\n');
}
