// The exit code of a run, from the outcomes of its scenarios.
import { test } from 'node:test';
import { expect } from 'chai';
import { decideExit, exitCodes, outcomes } from '../../support/verdict/exit-codes';

test('every outcome leads to an exit code that exists', () => {
  expect(Object.values(outcomes).map(({ exit }) => exitCodes[exit].code)).to.deep.equal([
    0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 3,
  ]);
});

test('a run is accepted when a requirement was checked and nothing went wrong', () => {
  expect(decideExit(['accepted', 'knownGap', 'informational', 'notApplicable'])).to.equal('accepted');
});

test('a requirement that is not met decides the exit code, even if others could not be checked', () => {
  expect(decideExit(['blocked', 'accepted', 'notMet'])).to.equal('notMet');
  expect(decideExit(['accepted', 'flaky'])).to.equal('notMet');
  expect(decideExit(['accepted', 'gapGone'])).to.equal('notMet');
});

test('a run that was blocked or failed itself is not accepted', () => {
  expect(decideExit(['accepted', 'blocked'])).to.equal('unusable');
  expect(decideExit(['accepted', 'suiteFailed'])).to.equal('unusable');
  expect(decideExit(['accepted', 'misconfigured', 'blocked'])).to.equal('misconfigured');
});

test('an interrupted run is never accepted, and a requirement that is not met decides its exit code', () => {
  expect(decideExit(['accepted', 'interrupted'])).to.equal('unusable');
  expect(decideExit(['notMet', 'interrupted'])).to.equal('notMet');
});

test('a run that checked no requirement is not accepted', () => {
  expect(decideExit([])).to.equal('misconfigured');
  expect(decideExit(['notApplicable', 'notApplicable'])).to.equal('misconfigured');
});
