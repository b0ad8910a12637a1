// The catalogue of faults: every way in which the sandbox can be made to misbehave, and the scenarios that must notice.
import { answerFaults } from './catalogue/answers';
import { behaviorFaults } from './catalogue/behavior';
import { capacityFaults } from './catalogue/capacity';
import { chanceFaults } from './catalogue/chance';
import type { Fault } from './catalogue/fault';
import { orchestrationFaults } from './catalogue/orchestration';
import { requestFaults } from './catalogue/requests';
import { surroundingFaults } from './catalogue/surroundings';

export type { Fault } from './catalogue/fault';

/** Every fault, in the order of the requirements that they concern. Nothing in the suite reads it. */
export const faults: readonly Fault[] = [
  ...orchestrationFaults,
  ...requestFaults,
  ...answerFaults,
  ...behaviorFaults,
  ...surroundingFaults,
  ...capacityFaults,
  ...chanceFaults,
];
