// The words that this project does not use, the plain term for each, and the texts in which such a word may stand.

export interface Word {
  /** Matched without regard to case; a name such as `firstPlace` is read as "first place". */
  readonly pattern: RegExp;
  readonly instead: string;
}

export interface AllowedText {
  /** Without regard to case. */
  readonly text: string;
  readonly reason: string;
  /** The beginnings of the paths of files that need it; all files when it is absent. */
  readonly files?: readonly string[];
}

/** Old, private or ambiguous words. Most readers read English as a second language. */
export const avoidedWords: readonly Word[] = [
  { pattern: /\b(told|tells?|telling)\b/, instead: 'report, return, name, distinguish' },
  { pattern: /\b(said|says?|saying)\b/, instead: 'report, state, describe' },
  { pattern: /\bplaces?\b/, instead: 'slot, folder, line, point' },
  { pattern: /\bask(s|ed|ing)?\b/, instead: 'request, send, call' },
  { pattern: /\blaunches\b/, instead: 'job requests' },
  { pattern: /\bsurroundings\b/, instead: 'fault injection, environment' },
  { pattern: /\bdisturbances?\b/, instead: 'fault injection, disruption' },
  { pattern: /\bordered failures?\b/, instead: 'fault injection' },
  { pattern: /\btroubles? by chance\b/, instead: 'random fault' },
  { pattern: /\bsizings?\b/, instead: 'capacity profile' },
  { pattern: /\barrivals?\b/, instead: 'created objects' },
  { pattern: /\bjournals?\b/, instead: 'event log' },
  { pattern: /\bshel(f|ves)\b/, instead: 'table' },
  { pattern: /\brepetitions?\b/, instead: 'retry policy (of calls), repeatability check (of answers)' },
  { pattern: /\bpatien(ce|t|tly)\b/, instead: 'grace period' },
  { pattern: /\b(harmless|harmlessly|printable)\b/, instead: 'sanitized' },
  {
    pattern: /\b(completed|judged|titled|problem)[- ]messages\b/,
    instead: 'a verb: complete-messages, judge-messages',
  },
  { pattern: /\bearly[- ]end\b/, instead: 'oom-kill' },
  { pattern: /\boverdraw(s|n)?\b/, instead: 'request-above-limit' },
  { pattern: /\boccasions?\b/, instead: 'report context' },
  { pattern: /\brooms?\b/, instead: 'concurrency limiter, capacity' },
  { pattern: /\blabs?\b/, instead: 'fixture' },
  { pattern: /\b(bears?|bearing|bore|borne)\b/, instead: 'sustain, support, have' },
  { pattern: /\bwaited for no longer\b/, instead: 'stops waiting' },
  { pattern: /\b(came|comes?|become|becomes|became) of\b/, instead: 'the result of' },
  { pattern: /\blook(s|ed|ing)? at\b/, instead: 'check, read, inspect, observe' },
];

const rooms = 'the documents on architecture call a folder with one subject a room';
const roomFiles = [
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'test/tools/check/',
  'test/tools/docs/',
  'tools/check/',
  'tools/docs/',
  'tools/project/',
];

export const allowedTexts: readonly AllowedText[] = [
  { text: 'room', reason: rooms, files: roomFiles },
  { text: 'rooms', reason: rooms, files: roomFiles },
  { text: 'room for', reason: 'free capacity of a node or a quota; plain English that has no shorter word' },
  { text: 'nfft-limit-not-told', reason: 'the name of a fault, which never changes' },
  { text: 'cancel-by-place', reason: 'the name of a fault, which never changes' },
  { text: '@id:live-data-as-metadata-say', reason: 'the permanent name of a scenario' },
  {
    text: 'asked_for',
    reason: 'a key of the published capacity reports',
    files: ['support/capacity/report/', 'test/capacity/report'],
  },
  {
    text: 'asked',
    reason: 'a key in the timeline and the trials of the published capacity reports',
    files: ['support/capacity/report/', 'test/capacity/report'],
  },
  {
    text: 'place',
    reason: 'a key of verdict.json',
    files: ['support/verdict/verdict-file.ts', 'support/xray/results/', 'test/verdict/summary.test.ts'],
  },
  {
    text: 'asking',
    reason: 'the name of an event in event logs of earlier versions',
    files: ['support/jobs/event-log.ts', 'test/jobs/event-log.test.ts'],
  },
  { text: 'has asked us to try again later', reason: "Kubernetes' own message", files: ['test/capacity/'] },
  { text: 'GitLab', reason: 'the name of a CI system', files: ['docs/xray.md', 'support/xray/'] },
  { text: 'box-sizing', reason: 'a property of CSS', files: ['support/', 'tools/prove/matrix.liquid'] },
];
