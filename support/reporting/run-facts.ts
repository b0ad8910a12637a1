// What a reader of the report has to know of a run: what was tested, with which versions, deadlines and limits, and what came of it.

import { version as cucumberVersion } from '@cucumber/cucumber';
import { formatExactSeconds } from '../common/wording';
import type { Environment, EnvironmentVersions, NamedProfile } from '../environment';
import { safeText } from '../redaction/known-secrets';
import { meaningOf, type Verdict } from '../verdict';
import type { Fact } from './html/html';

interface RunDescription {
  readonly profile: NamedProfile;
  /** Undefined when the run ended before the environment was ready. */
  readonly environment: Environment | undefined;
  readonly versions: EnvironmentVersions | undefined;
  readonly verdict: Verdict;
  readonly runId: string;
  /** What the run's ledger holds, in one line. */
  readonly jobs: string;
}

/** In the order in which they are shown. */
export function runFacts({ profile, environment, versions, verdict, runId, jobs }: RunDescription): Fact[] {
  const { deadlines, capacity, resources } = profile;
  return [
    fact('Verdict', `${meaningOf(verdict)} (exit code ${verdict.exitCode})`),
    fact('Environment', `${profile.name}: ${profile.description}`),
    fact('Focus Server', environment?.baseUrl ?? 'not reached'),
    fact('Namespace', environment?.namespace ?? profile.namespace),
    fact('Kubernetes', versions?.kubernetes ?? 'not reached'),
    fact('Run', runId),
    fact('Jobs', jobs),
    fact('Node.js, Cucumber', `${process.version}, ${cucumberVersion}`),
    ...Object.entries(deadlines).map(([name, ms]) => fact(`Deadline ${wordsOf(name)}`, formatExactSeconds(ms))),
    fact('CPU of a container', `${resources.cpu.min} to ${resources.cpu.max}`),
    fact('Memory of a container', `${resources.memory.min} to ${resources.memory.max}`),
    fact('GPU of a job', resources.gpu === null ? 'none' : `${resources.gpu.share} ${resources.gpu.resource}`),
    fact('Capacity', `target ${capacity.target}, minimum ${capacity.minimum}, ${capacity.enforcement}`),
    fact('Known gaps', profile.knownGaps.map(({ key, until }) => `${key} until ${until}`).join(', ') || 'none'),
  ];
}

function fact(name: string, value: string): Fact {
  return { name, value: safeText(value) };
}

/** `podCreatedMs` as "pod created". */
function wordsOf(setting: string): string {
  return setting.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
