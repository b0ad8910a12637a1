// The plan of a capacity run, from the profile.
import { test } from 'node:test';
import { expect } from 'chai';
import { countRequiredJobs, createCapacityPlan } from '../../../support/capacity/run/capacity-plan';
import { loadProfile } from '../../../support/environment';

test('a ramp rises to the target, and no step goes beyond it', () => {
  const createPlan = (env: NodeJS.ProcessEnv) => createCapacityPlan(loadProfile(env)).steps;
  expect(createPlan({ FOCUS_ENV: 'sandbox' })).to.deep.equal([200]);
  expect(createPlan({ FOCUS_ENV: 'dev', CAPACITY_TARGET: '40' })).to.deep.equal([10, 20, 30, 40]);
  expect(createPlan({ FOCUS_ENV: 'dev', CAPACITY_TARGET: '40', CAPACITY_RAMP: '30,10,10,40' })).to.deep.equal([
    10, 30, 40,
  ]);
});

test('a share of a job counts as a whole job', () => {
  expect([
    countRequiredJobs(200, 0.95),
    countRequiredJobs(10, 0.95),
    countRequiredJobs(1, 0.95),
    countRequiredJobs(7, 1),
  ]).to.deep.equal([190, 10, 1, 7]);
});
