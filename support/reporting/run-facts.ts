// The facts about a run that the report shows: what was tested, with which versions, deadlines and limits, and the result.

import { version as cucumberVersion } from '@cucumber/cucumber';
import { formatExactSeconds } from '../common/wording';
import type { Environment, EnvironmentVersions, NamedProfile } from '../environment';
import { toSafeText } from '../redaction/known-secrets';
import { describeVerdict, type Verdict } from '../verdict';
import type { Fact } from './html/html';

interface RunDescription {
  readonly profile: NamedProfile;
  /** Undefined when the run ended before the environment was ready. */
  readonly environment: Environment | undefined;
  readonly versions: EnvironmentVersions | undefined;
  readonly verdict: Verdict;
  readonly runId: string;
  /** A summary of the run's ledger, in one line. */
  readonly jobs: string;
  /** What the run has waited for, in one line. */
  readonly times: string;
}

/** In the order in which they are shown. */
export function listRunFacts({ profile, environment, versions, verdict, runId, jobs, times }: RunDescription): Fact[] {
  const { deadlines, capacity, resources } = profile;
  return [
    createFact('Verdict', `${describeVerdict(verdict)} (exit code ${verdict.exitCode})`),
    createFact('Environment', `${profile.name}: ${profile.description}`),
    createFact('Focus Server', environment?.baseUrl ?? 'not reached'),
    createFact('Namespace', environment?.namespace ?? profile.namespace),
    createFact('Kubernetes', versions?.kubernetes ?? 'not reached'),
    createFact('Run', runId),
    createFact('Jobs', jobs),
    createFact('Time by cause', times),
    createFact('Node.js, Cucumber', `${process.version}, ${cucumberVersion}`),
    ...Object.entries(deadlines).map(([name, ms]) => createFact(`Deadline ${toWords(name)}`, formatExactSeconds(ms))),
    createFact('CPU of a container', `${resources.cpu.min} to ${resources.cpu.max}`),
    createFact('Memory of a container', `${resources.memory.min} to ${resources.memory.max}`),
    createFact('GPU of a job', resources.gpu === null ? 'none' : `${resources.gpu.share} ${resources.gpu.resource}`),
    createFact('Capacity', `target ${capacity.target}, minimum ${capacity.minimum}, ${capacity.enforcement}`),
    createFact('Known gaps', profile.knownGaps.map(({ key, until }) => `${key} until ${until}`).join(', ') || 'none'),
  ];
}

function createFact(name: string, value: string): Fact {
  return { name, value: toSafeText(value) };
}

/** `podCreatedMs` as "pod created". */
function toWords(setting: string): string {
  return setting.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
