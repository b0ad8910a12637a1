// The range of NodePorts is used up.
import { formatGroupedCount, formatNumber } from '../figures';
import type { Judge } from './cause';
import { quoteTexts } from './evidence';
import type { Facts } from './facts';
import { classifyRefusal, findRefused, listRefusalTexts } from './refusals';

/** Kubernetes' default range, 30000 to 32767. */
const defaultRange = { first: 30_000, last: 32_767 };

export const judgePorts: Judge = (facts) => {
  const jobs = findRefused('ports', facts.missing);
  const texts = jobs.flatMap(listRefusalTexts).filter((text) => classifyRefusal(text) === 'ports');
  const range = texts.map(readRange).find((one) => one !== undefined) ?? defaultRange;
  const size = range.last - range.first + 1;
  const before = facts.record.nodePortsBefore;
  const held = `${formatNumber(before)} of ${formatNumber(size)} NodePorts were held before the first job`;
  if (jobs.length === 0) return { because: `${held}, no answer names a full range or a taken port` };
  return {
    confidence: texts.some((text) => !/already allocated/.test(text)) ? 'high' : 'medium',
    jobs,
    summary: `Port range exhausted: ${held}, ${formatGroupedCount(jobs.length, 'job')} refused`,
    evidence: [...quoteTexts(texts), `${held} (${range.first} to ${range.last})`],
    immediateAction: `free ${countMissing(jobs.length, size, facts)} NodePorts (${held}, ${formatGroupedCount(facts.record.plan.target, 'job')} need one each), or extend --service-node-port-range`,
    nextStep:
      'See "kubectl get services -A" for Services of type NodePort that nobody needs, such as those of jobs that are gone.',
  };
};

function countMissing(refused: number, size: number, { record: { nodePortsBefore, plan }, notDue }: Facts): string {
  const short = nodePortsBefore + plan.target - size;
  return formatNumber(short > 0 ? short : refused + notDue);
}

/** `from 30000 to 30199`, `range 30000-30199`. */
function readRange(text: string): typeof defaultRange | undefined {
  const match = /\b(\d{4,5}) ?(?:to|-|–) ?(\d{4,5})\b/.exec(text.slice(0, 4_000));
  if (match === null || Number(match[2]) < Number(match[1])) return undefined;
  return { first: Number(match[1]), last: Number(match[2]) };
}
