// Problems of a run outside its scenarios and hooks, and what its jobs left behind. They are part of every verdict on the run.
import type { RunLeftover } from './run-leftover';

const problems = new Set<string>();

/** Adds a problem to the verdict: a run with a problem is never accepted. @param problem sanitized text */
export function addRunProblem(problem: string): void {
  problems.add(problem);
}

/** The problems so far, in the order in which they were added. */
export function runProblems(): readonly string[] {
  return [...problems];
}

let leftovers: readonly RunLeftover[] = [];

/** Replaces what the jobs of the run left behind. */
export function setRunLeftovers(found: readonly RunLeftover[]): void {
  leftovers = found;
}

/** What the jobs of the run left behind, as set last. */
export function runLeftovers(): readonly RunLeftover[] {
  return leftovers;
}
