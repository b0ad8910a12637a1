@REQ_PZ-13756 @pre-launch
Feature: Only times that can have been recorded are opened
  A time has a start and an end, in this order, and both have passed.

  @id:future-times-refused @covers:PZ-14089 @covers:PZ-13984
  Scenario Outline: Times in the future are refused: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                            |
      | an investigation of times in the future  |
      | an investigation that ends in the future |
      | an investigation of absurdly large times |

  @id:disordered-times-refused @covers:PZ-13869
  Scenario Outline: Times that make no range are refused: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                               |
      | an investigation of times in reversed order |
      | an investigation of equal times             |
      | an investigation with a start and no end    |
      | an investigation with an end and no start   |
      | an investigation of negative times          |
