Feature: Outcomes

  @id:holds
  Scenario: A requirement that holds
    Then it holds

  @id:not-met
  Scenario: A requirement that is not met
    Then it fails with "expected 2, was 3"

  @id:blocked
  Scenario: An environment that breaks
    Then the environment breaks with "the cluster is gone"

  @id:not-applicable
  Scenario: A scenario that is not applicable
    Given it is not applicable because "the profile forbids it"
    Then it holds

  @id:skipped
  Scenario: A scenario that is skipped without a reason
    Given it is skipped
    Then it holds

  @id:undefined
  Scenario: A scenario with an undefined step
    Then nobody knows this step

  @id:flaky
  Scenario: A scenario that passes only at its second attempt
    Then it fails once with "not yet"

  @id:known-gap
  Scenario: A requirement that is known not to be met
    Then it fails with "not built yet"

  @id:gap-gone
  Scenario: A known gap that is gone
    Then it holds

  @id:rows
  Scenario Outline: A value is refused
    Then it fails for "<value>" with "accepted <value>" when it is "<wrong>"

    Examples:
      | value | wrong |
      | 0     | 0     |
      | 1     | 0     |

  @id:hostile
  Scenario: A server that answers with markup
    Then it fails with "</script><script>alert(1)</script>"

  @endless
  Scenario: A scenario that never ends
    Then it never ends

  @deaf
  Scenario: A scenario that ignores an interruption
    Then it ignores interruptions
