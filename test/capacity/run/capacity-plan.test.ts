// The plan of a capacity run, from the profile.
import { test } from 'node:test';
import { expect } from 'chai';
import { capacityPlan, jobsRequired } from '../../../support/capacity/run/capacity-plan';
import { loadProfile } from '../../../support/environment';

test('a ramp climbs to the target, past which no step goes', () => {
  const planOf = (env: NodeJS.ProcessEnv) => capacityPlan(loadProfile(env)).steps;
  expect(planOf({ FOCUS_ENV: 'sandbox' })).to.deep.equal([200]);
  expect(planOf({ FOCUS_ENV: 'dev', CAPACITY_TARGET: '40' })).to.deep.equal([10, 20, 30, 40]);
  expect(planOf({ FOCUS_ENV: 'dev', CAPACITY_TARGET: '40', CAPACITY_RAMP: '30,10,10,40' })).to.deep.equal([10, 30, 40]);
});

test('a share of a job counts as a whole job', () => {
  expect([jobsRequired(200, 0.95), jobsRequired(10, 0.95), jobsRequired(1, 0.95), jobsRequired(7, 1)]).to.deep.equal([
    190, 10, 1, 7,
  ]);
});
