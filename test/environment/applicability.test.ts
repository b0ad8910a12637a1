// What the capabilities of an environment and the command line allow.
import { test } from 'node:test';
import { expect } from 'chai';
import { findReasonNotApplicable, loadProfile } from '../../support/environment';

const { capabilities: defaults } = loadProfile({ FOCUS_ENV: 'production' });
const capabilities = { ...defaults, cancel: true, disturb: false, load: true, steerDataSource: false };
const dev = { name: 'dev', protected: false, capabilities };
const production = { name: 'production', protected: true, capabilities };

test('a scenario without requirements is applicable', () => {
  expect(findReasonNotApplicable(['@id:a', '@soak'], dev, {})).to.equal(undefined);
});

test('a scenario is applicable where the profile allows all that it needs', () => {
  expect(findReasonNotApplicable(['@requires:cancel', '@requires:load'], dev, {})).to.equal(undefined);
});

test('a scenario is not applicable where the profile does not allow one thing that it needs', () => {
  expect(findReasonNotApplicable(['@requires:cancel', '@requires:steerDataSource'], dev, {})).to.equal(
    'the profile of "dev" does not allow steering the data source (capabilities.steerDataSource)',
  );
});

test('the command line must name a protected environment before load is allowed', () => {
  const refused =
    'putting load on the server on "production" needs the consent of the command line too (FOCUS_ALLOW_LOAD=production)';
  expect(findReasonNotApplicable(['@requires:load'], production, {})).to.equal(refused);
  expect(findReasonNotApplicable(['@requires:load'], production, { FOCUS_ALLOW_LOAD: 'true' })).to.equal(refused);
  expect(findReasonNotApplicable(['@requires:load'], production, { FOCUS_ALLOW_LOAD: 'production' })).to.equal(
    undefined,
  );
});

test('a search for the largest number of jobs runs only if the tags of the command line name it', () => {
  expect(findReasonNotApplicable(['@capacity-discovery'], dev, { FOCUS_REQUESTED_TAGS: '@capacity' })).to.equal(
    'it takes long and puts much load on the server, so it is opt-in (--tags @capacity-discovery)',
  );
  const tags = { FOCUS_REQUESTED_TAGS: '@capacity-discovery and not @soak' };
  expect(findReasonNotApplicable(['@capacity-discovery'], dev, tags)).to.equal(undefined);
});

test('naming the environment on the command line alone is not enough', () => {
  expect(findReasonNotApplicable(['@requires:disturb'], production, { FOCUS_ALLOW_DISTURB: 'production' })).to.equal(
    'the profile of "production" does not allow disturbing the server (capabilities.disturb)',
  );
});

test('a tag that names no capability is an error', () => {
  expect(() => findReasonNotApplicable(['@requires:magic'], dev, {})).to.throw(
    `The tag @requires:magic names no capability; valid: ${Object.keys(capabilities).join(', ')}.`,
  );
});
