// The catalogue of faults: every way in which the sandbox can be made to misbehave, and the scenarios that must notice.
import { answerFaults } from './answers';
import { behaviorFaults } from './behavior';
import { capacityFaults } from './capacity';
import { chanceFaults } from './chance';
import type { Fault } from './fault';
import { orchestrationFaults } from './orchestration';
import { requestFaults } from './requests';
import { surroundingFaults } from './surroundings';

export type { Fault } from './fault';

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
