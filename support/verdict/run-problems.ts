// Problems of a run outside its scenarios and hooks. They are part of every verdict on the run.

const problems = new Set<string>();

/** Adds a problem to the verdict: a run with a problem is never accepted. @param problem sanitized text */
export function addRunProblem(problem: string): void {
  problems.add(problem);
}

/** The problems so far, in the order in which they were added. */
export function runProblems(): readonly string[] {
  return [...problems];
}
