// Pods without a network: no address is left, or the plugin fails.
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, formatNumber } from '../figures';
import type { Judge } from './cause';
import { findPerJob } from './demand';
import { createNotJudged, describeNodes, listEventMessages, quoteTexts } from './evidence';

const noAddress =
  /no (free |available |more )*(IP|address)|failed to allocate for range|assign an IP address|(IP|address)(es)? (pool|range|block)?s? ?(is |are )?(exhausted|depleted|used up)|ipam/i;
const network = /network|\bcni\b|plugin type=/i;

export const judgeNetwork: Judge = (facts) => {
  const jobs = facts.missing.filter((job) => listNetworkFailures(job).length > 0);
  if (jobs.length === 0) {
    return facts.noEvents === undefined
      ? { because: 'no FailedCreatePodSandBox event of a missing job names the network' }
      : createNotJudged(facts.noEvents);
  }
  const texts = jobs.flatMap(listNetworkFailures);
  const isUsedUp = texts.some((text) => noAddress.test(text));
  const pods = `${formatGroupedCount(jobs.length, 'pod')} without`;
  const each = findPerJob('pods', facts);
  const { target } = facts.record.plan;
  const missing = formatNumber(jobs.length + facts.notDue * each);
  return {
    confidence: 'high',
    jobs,
    summary: isUsedUp
      ? `Pod network exhausted: ${pods} an address (FailedCreatePodSandBox)`
      : `Pod network failing: ${pods} a network (FailedCreatePodSandBox)`,
    evidence: [...quoteTexts(texts), ...describeNodes(jobs)],
    immediateAction: isUsedUp
      ? `add at least ${missing} pod addresses (${formatGroupedCount(target, 'job')} need ${formatNumber(target * each)}, ${formatGroupedCount(jobs.length, 'pod')} got none)`
      : `repair the network plugin for ${formatGroupedCount(jobs.length, 'pod')} of ${formatGroupedCount(target, 'job')}`,
    nextStep: isUsedUp
      ? "Widen the pod network's range (the nodes' podCIDR, or the plugin's pool), and free the addresses of pods that are gone."
      : "Read the log of the network plugin's pod on the node.",
  };
};

/** The messages of network failures before the first container of the pod started. */
export function listNetworkFailures(job: CapacityJob): string[] {
  if (job.startedSeenMs !== undefined) return [];
  return listEventMessages([job], /^FailedCreatePodSandBox$/).filter(
    (text) => network.test(text) || noAddress.test(text),
  );
}
