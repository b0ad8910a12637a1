@REQ_PZ-13756 @pre-launch
Feature: A historic investigation shows a time that was recorded
  The recordings are those that the server itself lists.

  @id:historic-data-recorded @covers:PZ-13548 @covers:PZ-13863
  Scenario: A recorded time is opened, and its pod reads that time
    Given the server lists a recording that has ended
    When an analyst opens an investigation of a recorded time
    Then the answer is complete and consistent
    And within 30 seconds the job runs
    And the command line of the job's pod carries the requested time

  @id:historic-data-missing @covers:PZ-13548 @covers:PZ-13863
  Scenario: A time without a recording is refused
    When an analyst requests an investigation of a time without a recording
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

  @id:historic-data-wrong @covers:PZ-13548
  Scenario Outline: What is wrong for a live view is wrong for a recorded time: <investigation>
    Given the server reports its sampling rate
    And the server lists a recording that has ended
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                                                            |
      | an investigation of a recorded time, up to one channel above the highest |
      | an investigation of a recorded time, of frequencies in reversed order    |
      | an investigation of a recorded time, with FFT size 1000                  |

  @id:historic-data-partly-recorded @covers:PZ-13548
  Scenario: A partly recorded time has the documented outcome
    Given the server lists a recording that has ended
    When an analyst requests an investigation of a partly recorded time
    Then it has the outcome that the environment's profile documents

  @id:historic-data-still-recorded @covers:PZ-13548
  Scenario: A recording that still runs has the documented outcome
    Given the server lists a recording that still runs
    When an analyst requests an investigation of a recording that still runs
    Then it has the outcome that the environment's profile documents
