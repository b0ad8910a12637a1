// Valid investigations of very different throughput.
import { type Investigation, viewTypes } from '../contract';
import { findInnerChannel } from '../investigation';
import { buildValidInvestigation, readNyquist } from './base';
import type { InvestigationCase } from './case';

export const configurationCases: readonly InvestigationCase[] = [
  { kind: 'valid', name: 'a valid investigation', build: (facts) => buildValidInvestigation(facts) },
  {
    kind: 'valid',
    name: 'an investigation of high throughput',
    build: (facts) => {
      const overrides: Partial<Investigation> = {
        channels: facts.limits.channels,
        frequencyRange: { min: 0, max: readNyquist(facts) },
        nfftSelection: 2_048,
        displayInfo: { height: 2_000 },
      };
      return buildValidInvestigation(facts, overrides);
    },
  },
  {
    kind: 'valid',
    name: 'an investigation of low throughput',
    build: (facts) => {
      const channel = findInnerChannel(facts.limits);
      return buildValidInvestigation(facts, {
        channels: { min: channel, max: channel },
        frequencyRange: { min: 0, max: 50 },
        nfftSelection: 128,
        displayInfo: { height: 200 },
        view_type: viewTypes.singleChannel,
      });
    },
  },
];
