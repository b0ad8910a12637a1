// The differences between what a run reported and what it should have reported.
import type { CaseRun } from './case-run';
import { formatRankedName } from './causes';

/** One sentence for each difference; none where the report is right. */
export function findDifferences(run: CaseRun): string[] {
  return [
    ...exitDifferences(run),
    ...countDifferences(run),
    ...findFileDifferences(run),
    ...findCauseDifferences(run),
    ...findLeftovers(run),
  ];
}

function findLeftovers({ left }: CaseRun): string[] {
  return left.length === 0 ? [] : [`${left.length} pods and Services of jobs are left, such as ${left[0]}`];
}

function exitDifferences({ each, enforcement, outcome }: CaseRun): string[] {
  const expected = each.causes.length > 0 && enforcement === 'required' ? 1 : 0;
  return outcome.exitCode === expected ? [] : [`exit code ${outcome.exitCode} instead of ${expected}`];
}

function countDifferences({ each, outcome: { report }, observed }: CaseRun): string[] {
  const reported = report?.capacity_analysis.actual_capacity;
  return [
    ...(reported === observed ? [] : [`${reported} jobs reported alive, the observer saw ${observed}`]),
    ...(each.alive === undefined || observed === each.alive ? [] : [`${observed} jobs alive instead of ${each.alive}`]),
  ];
}

function findFileDifferences({ each, enforcement, outcome: { report, gapReports, baselines } }: CaseRun): string[] {
  const [gaps, met] = each.causes.length > 0 ? [1, 0] : [0, 1];
  return [
    ...(gapReports === gaps ? [] : [`${gapReports} gap reports instead of ${gaps}`]),
    ...(baselines === met ? [] : [`${baselines} baselines instead of ${met}`]),
    ...(report?.environment.enforcement === enforcement ? [] : ['the report does not name its enforcement']),
  ];
}

function findCauseDifferences({ each, outcome: { report }, observed }: CaseRun): string[] {
  if (each.causes.length === 0) return [];
  const ranked = report?.bottleneck_analysis?.ranked.map(formatRankedName) ?? [];
  const found = ranked.length === 0 ? 'none' : ranked.join(', ');
  const causes: readonly string[] = each.causes;
  const invented = ranked.filter((cause) => !causes.includes(cause));
  const missing = causes.filter((cause) => !ranked.includes(cause));
  const [action = ''] = report?.recommendations?.immediate_actions ?? [];
  return [
    ...invented.map((cause) => `${cause} is among the causes (${found})`),
    ...missing.map((cause) => `${cause} is not among the causes (${found})`),
    ...(each.missing(each.alive ?? observed).test(action) ? [] : [`no missing amount in "${action}"`]),
  ];
}
