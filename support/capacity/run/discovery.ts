// Finds the largest number of jobs that an environment sustains at once: by a ramp, then by bisection, with a new trial for each number.

/** One trial: the number of jobs that were requested at once, and that were alive during the plateau. */
export interface Trial {
  readonly requested: number;
  readonly alive: number;
  /** Whether enough of them were alive. */
  readonly sustained: boolean;
}

export interface Discovery {
  /** The fewest jobs that were alive in the trials of the largest number that was sustained; 0 if none was. */
  readonly sustains: number;
  /** The fewest and the most jobs that were alive at and above that number. */
  readonly interval: readonly [number, number];
  /** The largest number was not found, because every number up to the limit was sustained. */
  readonly atLeast: boolean;
  readonly trials: readonly Trial[];
}

export interface SearchOptions {
  /** The first number that is tried. */
  readonly start: number;
  /** The largest number that is tried. */
  readonly limit: number;
  /** The number of trials for the two numbers between which the search ends. */
  readonly repeats: number;
}

/** The search ends when the numbers differ by less than this share: more trials would measure noise. */
const precision = 0.02;

/** Tries numbers until the largest that is sustained in every repeat is known to 2 %. `tryOut` starts from an environment without jobs. */
export async function discover(
  { start, limit, repeats }: SearchOptions,
  tryOut: (jobs: number) => Promise<Trial>,
): Promise<Discovery> {
  const trials: Trial[] = [];
  const isSustained = async (jobs: number): Promise<boolean> => {
    const trial = await tryOut(jobs);
    trials.push(trial);
    return trial.sustained;
  };
  const isSustainedAlways = async (jobs: number): Promise<boolean> => {
    while (filterTrials(trials, jobs).length < repeats) if (!(await isSustained(jobs))) return false;
    return filterTrials(trials, jobs).every((trial) => trial.sustained);
  };
  let good = 0;
  let bad = Number.POSITIVE_INFINITY;
  for (;;) {
    if (isClose(good, bad, limit)) {
      if (good === 0 || (await isSustainedAlways(good))) break;
      bad = good;
      good = findLargestBelow(trials, bad);
    } else {
      const next = chooseNext(good, bad, { start, limit });
      if (await isSustained(next)) good = next;
      else bad = next;
    }
  }
  while (bad <= limit && filterTrials(trials, bad).length < repeats) await isSustained(bad);
  return { ...summarizeTrials(trials, good, bad), atLeast: bad > limit, trials };
}

/** Doubles until a trial fails, then takes the middle. */
function chooseNext(good: number, bad: number, { start, limit }: Pick<SearchOptions, 'start' | 'limit'>): number {
  if (Number.isFinite(bad)) return Math.ceil((good + bad) / 2);
  return Math.min(good === 0 ? start : good * 2, limit);
}

function isClose(good: number, bad: number, limit: number): boolean {
  return good >= limit || bad - good <= Math.max(1, Math.floor(good * precision));
}

function findLargestBelow(trials: readonly Trial[], bad: number): number {
  const sustained = trials
    .filter(({ requested, sustained: held }) => held && requested < bad)
    .map(({ requested }) => requested);
  return Math.max(0, ...sustained);
}

function summarizeTrials(
  trials: readonly Trial[],
  good: number,
  bad: number,
): Pick<Discovery, 'sustains' | 'interval'> {
  const alive = [...filterTrials(trials, good), ...filterTrials(trials, bad)].map((trial) => trial.alive);
  const lowest = Math.min(...filterTrials(trials, good).map((trial) => trial.alive));
  const sustains = good === 0 ? 0 : lowest;
  return { sustains, interval: [sustains, Math.max(sustains, ...alive)] };
}

function filterTrials(trials: readonly Trial[], jobs: number): Trial[] {
  return trials.filter((trial) => trial.requested === jobs);
}
