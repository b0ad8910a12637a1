// The rules for sentences.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../../tools/check/findings';
import { findTechnicalSentences } from '../../../../tools/check/gherkin/sentence-rules';
import { parseFeatures } from '../../../../tools/project/parse-features';

test('finds sentences with addresses, methods or JSON', () => {
  const set = parseFeatures({
    'a.feature': `Feature: Cancelling
  Scenario: Cancelling with DELETE
    Given the server at https://host
    When the analyst calls /job/12-70788
    Then the answer is {}
    And the answer is:
      """
      [1, 2]
      """
    And these are gone
      | what         |
      | the job/pod  |
      | /configure   |`,
  });

  expect(lines(findTechnicalSentences(set))).to.deep.equal([
    'Found 6 technical sentences: state what is promised, not which call is made.',
    '  a.feature:2   Cancelling with DELETE  (an HTTP method)',
    '  a.feature:3   the server at https://host  (an address)',
    '  a.feature:4   the analyst calls /job/12-70788  (a path of the API)',
    '  a.feature:5   the answer is {}  (JSON)',
    '  a.feature:7   [1, 2]  (JSON)',
    '  a.feature:13  /configure  (a path of the API)',
  ]);
});

function lines(findings: Parameters<typeof describeFindings>[0]): string[] {
  return describeFindings(findings).split('\n');
}
