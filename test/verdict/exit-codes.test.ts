// The exit of a run that the outcomes of its scenarios add up to.
import { test } from 'node:test';
import { expect } from 'chai';
import { exitCodes, exitOf, outcomes } from '../../support/verdict/exit-codes';

test('every outcome asks for an exit that exists', () => {
  expect(Object.values(outcomes).map(({ exit }) => exitCodes[exit].code)).to.deep.equal([
    0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 3,
  ]);
});

test('a run is accepted when something was decided and nothing speaks against it', () => {
  expect(exitOf(['accepted', 'knownGap', 'informational', 'notApplicable'])).to.equal('accepted');
});

test('what was seen not to be met stands, whatever else could not be looked at', () => {
  expect(exitOf(['blocked', 'accepted', 'notMet'])).to.equal('notMet');
  expect(exitOf(['accepted', 'flaky'])).to.equal('notMet');
  expect(exitOf(['accepted', 'gapGone'])).to.equal('notMet');
});

test('a run that was blocked or failed itself is not accepted', () => {
  expect(exitOf(['accepted', 'blocked'])).to.equal('unusable');
  expect(exitOf(['accepted', 'suiteFailed'])).to.equal('unusable');
  expect(exitOf(['accepted', 'misconfigured', 'blocked'])).to.equal('misconfigured');
});

test('an interrupted run is never accepted, and what was not met stands', () => {
  expect(exitOf(['accepted', 'interrupted'])).to.equal('unusable');
  expect(exitOf(['notMet', 'interrupted'])).to.equal('notMet');
});

test('a run that decided nothing is not accepted', () => {
  expect(exitOf([])).to.equal('misconfigured');
  expect(exitOf(['notApplicable', 'notApplicable'])).to.equal('misconfigured');
});
