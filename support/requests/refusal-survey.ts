// Requests every wrong investigation of the catalogue in a row, and judges the refusals together.
import { EnvironmentError } from '../common/errors';
import { type InvestigationCase, wrongCases } from '../focus-server/catalogue';
import {
  describeOddShapes,
  type JudgedRefusal,
  judgeRefusal,
  renderMarkTable,
  wasAccepted,
} from '../focus-server/refusal-marks';
import type { ServerFacts } from '../focus-server/server-facts';
import type { JobLedger } from '../jobs/ledger';

export interface RefusalSurvey {
  readonly refusals: readonly JudgedRefusal[];
  /** Investigations that could not be built here, with the reason. */
  readonly leftOut: readonly string[];
}

/** Requests the first `count` wrong investigations of the catalogue, one after the other. */
export async function surveyRefusals(
  facts: ServerFacts,
  ledger: JobLedger,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<RefusalSurvey> {
  const refusals: JudgedRefusal[] = [];
  const leftOut: string[] = [];
  for (const wrong of wrongCases.slice(0, count)) {
    const body = tryBuild(wrong, facts);
    if (typeof body === 'string') {
      leftOut.push(body);
      continue;
    }
    const exchange = await ledger.send(body, signal);
    refusals.push({ name: wrong.name, exchange, marks: judgeRefusal(exchange, wrong.refusal(facts)) });
  }
  return { refusals, leftOut };
}

/** Every refusal beside its marks, as text. */
export function describeSurvey({ refusals, leftOut }: RefusalSurvey): string {
  return [renderMarkTable(refusals), ...leftOut.map((text) => `Left out: ${text}`)].join('\n');
}

/** Every wrong investigation was refused with every mark of a clear refusal. @throws Error that lists what is missing, or reports that nothing was sent */
export function expectClear({ refusals, leftOut }: RefusalSurvey): void {
  if (refusals.length === 0) throw new Error(`No refusal was seen: ${leftOut.join('; ')}`);
  const accepted = refusals.filter(({ exchange }) => wasAccepted(exchange));
  const missed = refusals
    .filter(({ exchange }) => !wasAccepted(exchange))
    .flatMap(({ name, marks }) =>
      marks.flatMap(({ missing }) => (missing === undefined ? [] : [`${name}: expected ${missing}`])),
    );
  throwIfAny([...accepted.map(({ name }) => `${name} was accepted`), ...missed], refusals.length);
}

/** All refusals have the same shape. @throws Error that lists those of another shape */
export function expectOneShape({ refusals }: RefusalSurvey): void {
  throwIfAny(describeOddShapes(refusals.filter(({ exchange }) => !wasAccepted(exchange))), refusals.length);
}

function throwIfAny(problems: readonly string[], requests: number): void {
  if (problems.length === 0) return;
  const list = problems.map((problem) => `\n  - ${problem}`).join('');
  throw new Error(
    `${requests} wrong investigations were requested, and these answers are not as they must be (the attached table shows each message):${list}`,
  );
}

function tryBuild(wrong: InvestigationCase, facts: ServerFacts): ReturnType<InvestigationCase['build']> | string {
  try {
    return wrong.build(facts);
  } catch (error) {
    if (error instanceof EnvironmentError) return `${wrong.name}: ${error.message}`;
    throw error;
  }
}
