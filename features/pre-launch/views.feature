@REQ_PZ-13756 @pre-launch
Feature: Only views that exist are opened
  There are three views: multi-channel, single-channel and waterfall. A waterfall has an FFT size of 1, no frequency range and no time axis.

  @id:waterfall-accepted @covers:PZ-13878 @covers:PZ-13873
  Scenario: A waterfall is accepted
    When an analyst opens a waterfall investigation
    Then the answer is complete and consistent
    And within 30 seconds the job runs

  @id:views-refused @covers:PZ-13878
  Scenario Outline: Views that do not exist are refused: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                                |
      | an investigation of view type 3              |
      | an investigation of view type -1             |
      | an investigation of view type 999            |
      | an investigation of a view type that is text |

  @id:waterfalls-refused @covers:PZ-13878
  Scenario Outline: Waterfalls that break the rules of a waterfall are refused: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                                    |
      | a waterfall investigation with a frequency range |
      | a waterfall investigation with a time axis       |
      | a waterfall investigation with FFT size 512      |
