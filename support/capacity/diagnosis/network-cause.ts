// Pods that get no network: no address is left, or the plugin fails.
import type { CapacityJob } from '../capacity-record';
import { countText, numberText } from '../figures';
import type { Judge } from './cause';
import { perJob } from './demand';
import { eventMessages, notJudged, onNodes, quotes } from './evidence';

const noAddress =
  /no (free |available |more )*(IP|address)|failed to allocate for range|assign an IP address|(IP|address)(es)? (pool|range|block)?s? ?(is |are )?(exhausted|depleted|used up)|ipam/i;
const network = /network|\bcni\b|plugin type=/i;

export const judgeNetwork: Judge = (facts) => {
  const jobs = facts.missing.filter((job) => networkFailures(job).length > 0);
  if (jobs.length === 0) {
    return facts.noEvents === undefined
      ? { because: 'no FailedCreatePodSandBox event of a missing job speaks of the network' }
      : notJudged(facts.noEvents);
  }
  const texts = jobs.flatMap(networkFailures);
  const isUsedUp = texts.some((text) => noAddress.test(text));
  const pods = `${countText(jobs.length, 'pod')} without`;
  const each = perJob('pods', facts);
  const { target } = facts.record.plan;
  const missing = numberText(jobs.length + facts.notDue * each);
  return {
    confidence: 'high',
    jobs,
    summary: isUsedUp
      ? `Pod network exhausted: ${pods} an address (FailedCreatePodSandBox)`
      : `Pod network failing: ${pods} a network (FailedCreatePodSandBox)`,
    evidence: [...quotes(texts), ...onNodes(jobs)],
    immediateAction: isUsedUp
      ? `add at least ${missing} pod addresses (${countText(target, 'job')} need ${numberText(target * each)}, ${countText(jobs.length, 'pod')} got none)`
      : `mend the network plugin for ${countText(jobs.length, 'pod')} of ${countText(target, 'job')}`,
    nextStep: isUsedUp
      ? "Widen the pod network's range (the nodes' podCIDR, or the plugin's pool), and look for addresses of pods that are gone."
      : "Read the log of the network plugin's pod on the node.",
  };
};

/** What failed of the network while no container of the pod had started yet. */
export function networkFailures(job: CapacityJob): string[] {
  if (job.startedSeenMs !== undefined) return [];
  return eventMessages([job], /^FailedCreatePodSandBox$/).filter((text) => network.test(text) || noAddress.test(text));
}
