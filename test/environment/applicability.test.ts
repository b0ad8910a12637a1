// What an environment's capabilities and the command line allow.
import { test } from 'node:test';
import { expect } from 'chai';
import { loadProfile, whyNotApplicable } from '../../support/environment';

const { capabilities: defaults } = loadProfile({ FOCUS_ENV: 'production' });
const capabilities = { ...defaults, cancel: true, disturb: false, load: true, steerDataSource: false };
const lab = { name: 'lab', protected: false, capabilities };
const production = { name: 'production', protected: true, capabilities };

test('a scenario without requirements is applicable', () => {
  expect(whyNotApplicable(['@id:a', '@soak'], lab, {})).to.equal(undefined);
});

test('a scenario is applicable where the profile allows all that it needs', () => {
  expect(whyNotApplicable(['@requires:cancel', '@requires:load'], lab, {})).to.equal(undefined);
});

test('a scenario is not applicable where the profile does not allow one thing that it needs', () => {
  expect(whyNotApplicable(['@requires:cancel', '@requires:steerDataSource'], lab, {})).to.equal(
    'the profile of "lab" does not allow steering the data source (capabilities.steerDataSource)',
  );
});

test('load on a protected environment needs the consent of the command line by its name', () => {
  const refused =
    'putting load on the server on "production" needs the consent of the command line too (FOCUS_ALLOW_LOAD=production)';
  expect(whyNotApplicable(['@requires:load'], production, {})).to.equal(refused);
  expect(whyNotApplicable(['@requires:load'], production, { FOCUS_ALLOW_LOAD: 'true' })).to.equal(refused);
  expect(whyNotApplicable(['@requires:load'], production, { FOCUS_ALLOW_LOAD: 'production' })).to.equal(undefined);
});

test('a search for the largest number of jobs is run only when the tags of the command line name it', () => {
  expect(whyNotApplicable(['@capacity-discovery'], lab, { FOCUS_REQUESTED_TAGS: '@capacity' })).to.equal(
    'it takes long and puts much load on the server, so it has to be asked for (--tags @capacity-discovery)',
  );
  const asked = { FOCUS_REQUESTED_TAGS: '@capacity-discovery and not @soak' };
  expect(whyNotApplicable(['@capacity-discovery'], lab, asked)).to.equal(undefined);
});

test('the consent of the command line alone is not enough', () => {
  expect(whyNotApplicable(['@requires:disturb'], production, { FOCUS_ALLOW_DISTURB: 'production' })).to.equal(
    'the profile of "production" does not allow disturbing the server (capabilities.disturb)',
  );
});

test('a tag that names no capability is a mistake', () => {
  expect(() => whyNotApplicable(['@requires:magic'], lab, {})).to.throw(
    `The tag @requires:magic names no capability; valid: ${Object.keys(capabilities).join(', ')}.`,
  );
});
