// What went wrong with a run beside its scenarios and hooks: said once by whoever sees it, and part of every verdict on the run.

const problems = new Set<string>();

/** Keeps a problem for the verdict: a run with one is never accepted. @param problem fit to be shown */
export function addRunProblem(problem: string): void {
  problems.add(problem);
}

/** What was kept so far, in its order. */
export function runProblems(): readonly string[] {
  return [...problems];
}
