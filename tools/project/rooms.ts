// The rooms of the project and which of them may import which: `npm run check` enforces this table, docs/architecture.md draws it.

export interface Room {
  /** Its folder, or its only file, from the root of the project. A file belongs to the room with the longest path that fits. */
  readonly path: string;
  /** Its content, in a few words. */
  readonly holds: string;
  /** The rooms that its files may import. Each of them stands further down in the table, so that there is no circle. */
  readonly imports: readonly string[];
}

const transport = 'support/cluster/transport';
const watch = 'support/cluster/watch';
const readings = 'support/cluster/readings';
const common = 'support/common';
const environment = 'support/environment';
const focusServer = 'support/focus-server';
const jobs = 'support/jobs';
const redaction = 'support/redaction';
const verdict = 'support/verdict';
const focusSandbox = 'packages/focus-sandbox';
const kubeSandbox = 'packages/kube-sandbox';
const tsNodeCache = 'packages/ts-node-cache';
const project = 'tools/project';
const commandLine = 'tools/command-line.ts';
const toolsFaults = 'tools/faults';

/** Tests may import every room, and no room imports them. */
export const testFolder = 'test';

/** From the top down. */
export const rooms: readonly Room[] = [
  {
    path: 'tools/check',
    holds: '`npm run check`: rules for sources, features and documents',
    imports: ['tools/docs', toolsFaults, project, 'support/xray', environment, common, focusSandbox],
  },
  {
    path: 'tools/docs',
    holds: '`npm run docs`: documents that are generated from the sources',
    imports: [
      'tools/bench',
      toolsFaults,
      project,
      'support/xray',
      'support/capacity',
      verdict,
      environment,
      focusSandbox,
    ],
  },
  {
    path: 'tools/prove',
    holds: '`npm run prove`: the features against every fault',
    imports: [toolsFaults, project, commandLine, 'support/run', verdict, environment, common, focusSandbox],
  },
  {
    path: 'tools/prove-capacity',
    holds: '`npm run prove:capacity`: the capacity report against every cause of a gap',
    imports: [commandLine, 'support/capacity'],
  },
  {
    path: 'tools/bench',
    holds: '`npm run bench`: what the suite and its sandbox cost',
    imports: [commandLine, 'support/capacity', jobs, focusServer, watch, transport, common, focusSandbox, kubeSandbox],
  },
  {
    path: 'tools/interrupt',
    holds: '`npm run interrupt`: runs that a signal ends',
    imports: [commandLine, jobs, verdict, transport, common],
  },
  {
    path: 'tools/endure',
    holds: '`npm run endure`: many runs in a row on a loaded machine',
    imports: [commandLine, verdict, environment, common],
  },
  {
    path: toolsFaults,
    holds: 'the faults beside the scenarios that must catch them',
    imports: [project, focusSandbox],
  },
  { path: project, holds: 'what the tools know of the project: its rooms and its features', imports: [] },
  { path: commandLine, holds: 'arguments and exit codes of the tools', imports: [common] },
  {
    path: 'support/run',
    holds: 'a run from start to end',
    imports: [
      'support/reporting',
      'support/requests',
      jobs,
      verdict,
      redaction,
      environment,
      common,
      focusSandbox,
      tsNodeCache,
    ],
  },
  {
    path: 'support/sweep',
    holds: 'removes what earlier runs left behind',
    imports: ['support/disruption', jobs, verdict, redaction, environment, watch, transport, common],
  },
  {
    path: 'support/xray',
    holds: '`npm run xray`: features to Xray, results to Jira',
    imports: ['support/reporting', verdict, redaction, environment, common],
  },
  {
    path: 'step-definitions',
    holds: 'one sentence is one call and its expectation',
    imports: ['support/world', 'support/requests', 'support/disruption', jobs, focusServer],
  },
  {
    path: 'support/world',
    holds: 'the World of a scenario and its hooks',
    imports: [
      'support/evidence',
      'support/requests',
      'support/disruption',
      'support/capacity',
      'support/stability',
      'support/server',
      jobs,
      verdict,
      environment,
      focusServer,
      watch,
      transport,
      common,
    ],
  },
  {
    path: 'support/evidence',
    holds: 'what is collected about a failed scenario',
    imports: [jobs, redaction, focusServer, watch, readings, transport, common],
  },
  {
    path: 'support/requests',
    holds: 'requests for jobs, and checks of their answers',
    imports: ['support/disruption', jobs, environment, focusServer, watch, common],
  },
  {
    path: 'support/disruption',
    holds: 'what a scenario changes around the server',
    imports: [jobs, focusServer, watch, readings, transport, common],
  },
  {
    path: 'support/capacity',
    holds: 'many jobs at once: load, diagnosis, reports',
    imports: ['support/server', jobs, redaction, environment, focusServer, watch, readings, transport, common],
  },
  {
    path: 'support/stability',
    holds: 'one job after another for an hour, and trends',
    imports: ['support/server', jobs, environment, focusServer, watch, readings, transport, common],
  },
  {
    path: 'support/server',
    holds: "the Focus Server's own pods and logs",
    imports: [jobs, environment, focusServer, watch, readings, transport, common],
  },
  {
    path: jobs,
    holds: 'the ledger of jobs, their objects and their checks',
    imports: [redaction, environment, focusServer, watch, readings, transport, common],
  },
  {
    path: 'support/reporting',
    holds: 'HTML, JUnit, JSON and progress',
    imports: [verdict, redaction, environment, common],
  },
  { path: verdict, holds: 'the outcome of each scenario and the exit code', imports: [common] },
  { path: redaction, holds: 'removes secrets from what leaves the run', imports: [environment, transport, common] },
  {
    path: environment,
    holds: 'profiles, settings and the preflight check',
    imports: [focusServer, transport, common],
  },
  { path: focusServer, holds: 'the REST client and the requests of the catalogue', imports: [common] },
  {
    path: 'packages/kube-sandbox/conformance',
    holds: 'compares the embedded Kubernetes with recordings of a real cluster',
    imports: [kubeSandbox],
  },
  { path: watch, holds: 'watches of Kubernetes objects, and waits', imports: [readings, transport, common] },
  { path: readings, holds: 'events, logs, metrics and pod states', imports: [transport, common] },
  { path: transport, holds: 'the connection to the API server', imports: [common] },
  { path: common, holds: 'errors, polling, backoff and wording', imports: [] },
  {
    path: focusSandbox,
    holds: 'the sandbox: its command, its faults, its deployment',
    imports: ['packages/focus-sandbox/src/stand-in', kubeSandbox, tsNodeCache],
  },
  {
    path: 'packages/focus-sandbox/src/stand-in',
    holds: 'the stand-in Focus Server, which knows an API server by its kubeconfig alone',
    imports: [],
  },
  { path: kubeSandbox, holds: 'the embedded Kubernetes, which knows no product', imports: [] },
  { path: tsNodeCache, holds: 'loads TypeScript, and keeps on disk what was compiled', imports: [] },
];
