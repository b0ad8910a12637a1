// docs/exit-codes.md: how a run ends, from the verdict's own table.
import { type ExitReason, exitCodes, outcomes } from '../../support/verdict/exit-codes';
import { formatCode, renderPage, renderTable } from './markdown';

export function exitCodesPage(): string {
  return renderPage('Exit codes', '`support/verdict/exit-codes.ts`', [
    'A fault of the product and a broken environment have different exit codes: a pipeline may block a release on 1, and notify the owner of the environment on 3.',
    renderTable(Object.entries(exitCodes), [
      { title: 'code', cell: ([, { code: exitCode }]) => formatCode(String(exitCode)) },
      { title: 'meaning', cell: ([, { meaning }]) => meaning },
      { title: 'outcomes of a scenario that lead to it', cell: ([reason]) => listOutcomes(reason) },
    ]),
    'A requirement that was observed not to be met decides the exit code, even when other requirements could not be checked. A run that tested nothing ends with 2. A problem of the run itself (a hook of the run, a worker or a disk that failed, an error that no step waited for) counts as a failure of the suite, and is a scenario of its own in HTML and JUnit. A run that a signal ends is never accepted: its process ends with 128 and the number of the signal (130 for Ctrl-C), its `verdict.json` has `interrupted`.',
  ]);
}

function listOutcomes(reason: string): string {
  return Object.values(outcomes)
    .filter(({ exit }: { exit: ExitReason }) => exit === reason)
    .map(({ label }) => label)
    .join(', ');
}
