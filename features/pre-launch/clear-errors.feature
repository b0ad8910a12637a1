@REQ_PZ-13756 @pre-launch
Feature: A refusal helps whoever made the request
  It names what is wrong and what would be valid, and reveals nothing of how the server works inside.

  @id:refusals-clear @covers:PZ-13878
  Scenario: Every refusal is clear
    When an analyst requests every wrong investigation
    Then each refusal is clear
    And all refusals have the same shape

  @id:incomplete-refused @covers:PZ-13878 @covers:PZ-13873
  Scenario Outline: A missing field is not guessed: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

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
    When an analyst requests 10 wrong investigations
    And an analyst opens a valid investigation
    Then nothing was created for the refused requests
    And no slot was used up in between
    And no port was used up in between
