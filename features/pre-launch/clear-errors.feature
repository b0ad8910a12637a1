@REQ_PZ-13756 @pre-launch
Feature: A refusal helps the one who is refused
  It says what was wrong, what would be valid, and nothing of how the server works inside.

  @id:refusals-clear @covers:PZ-13878
  Scenario: Every refusal is clear
    When an analyst asks for every wrong investigation
    Then each refusal is clear, and all have the same shape

  @id:incomplete-refused @covers:PZ-13878 @covers:PZ-13873 @alone
  Scenario Outline: What is not said is not guessed: <investigation>
    When an analyst asks for <investigation>
    Then it is refused with a clear message
    And nothing is left behind, and a valid investigation is accepted right after

    Examples:
      | investigation                                    |
      | an investigation without channels                |
      | an investigation without a view type             |
      | an investigation without the size of its display |
      | an investigation of a display without height     |
      | an investigation of channels that are words      |

  @id:refusals-cost-nothing @covers:PZ-13878 @alone
  Scenario: Refusals use nothing up
    Given two investigations that were opened one after the other
    When an analyst asks for 10 wrong investigations
    And an analyst opens a valid investigation
    Then no place and no port was used up in between
