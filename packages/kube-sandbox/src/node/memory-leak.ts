// Containers whose memory grows without end.
import type { UsageModel } from './usage';

/** Growth in a second: 1 % in 2 s. */
const growth = 0.005;
/** A leak does not outgrow its container's limit within a test. */
const mostTimes = 8;

/** The memory of whatever a Deployment runs grows steadily; jobs, which come and go, use what they usually do. */
export const leakingUsage: UsageModel = ({ pod }, usual, ageMs) => {
  const isLongRunning = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'ReplicaSet') ?? false;
  if (!isLongRunning) return usual;
  const times = Math.min((1 + growth) ** (ageMs / 1_000), mostTimes);
  return { ...usual, memoryBytes: Math.round(usual.memoryBytes * times) };
};
