// Which jobs and objects of a scenario the evidence shows in full.
import type { CreatedObject } from '../jobs/created-objects';
import type { JobLedger } from '../jobs/ledger';
import type { LedgerEntry } from '../jobs/ledger-entry';

export interface Subjects {
  /** How many requests for jobs the scenario sent. */
  readonly requests: number;
  /** The jobs that are shown in full. */
  readonly jobs: readonly LedgerEntry[];
  /** Ids of the jobs that are left out, because there are too many. */
  readonly leftOut: readonly string[];
  /** Objects that appeared and belong to no job of the ledger. */
  readonly strays: readonly CreatedObject[];
}

/** More would hide the ones that matter. */
const shownInFull = 10;

/** All jobs of the ledger, or of many: those that the failure names, those that nobody wanted, those that are not gone, then the newest. */
export function chooseSubjects({
  failure,
  ledger,
}: {
  readonly failure: string;
  readonly ledger: JobLedger;
}): Subjects {
  const entries = ledger.listEntries();
  const named = new Set(failure.match(/\b\d+-\d+\b/g) ?? []);
  const rankImportance = ({ jobId, job, gone }: LedgerEntry): number =>
    (named.has(jobId) ? 4 : 0) + (job === undefined ? 2 : 0) + (gone ? 0 : 1);
  const ranked = entries.toReversed().toSorted((left, right) => rankImportance(right) - rankImportance(left));
  const chosen = new Set(ranked.slice(0, shownInFull));
  const jobIds = new Set(entries.map(({ jobId }) => jobId));
  return {
    requests: ledger.requests,
    jobs: entries.filter((entry) => chosen.has(entry)),
    leftOut: entries.filter((entry) => !chosen.has(entry)).map(({ jobId }) => jobId),
    strays: ledger.listUnclaimed().filter(({ jobId }) => jobId === undefined || !jobIds.has(jobId)),
  };
}

/** The text where the ledger has no job: whether nothing was requested, or the requests created nothing. */
export function describeNoJobs({ requests }: Subjects): string {
  if (requests === 0) return 'the scenario requested no job';
  const sent = requests === 1 ? '1 request for a job was' : `${requests} requests for jobs were`;
  return `${sent} sent; no answer named a job, and no object of a job has appeared since`;
}

/** Such as `190 more jobs are not shown: 1-70001, 2-70002 …`; nothing where all are shown. */
export function describeLeftOut({ leftOut }: Subjects): string[] {
  if (leftOut.length === 0) return [];
  const shown = leftOut.slice(0, 50).join(', ');
  return [`${leftOut.length} more jobs are not shown: ${shown}${leftOut.length > 50 ? ' …' : ''}`];
}
