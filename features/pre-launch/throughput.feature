@REQ_PZ-13756 @pre-launch
Feature: A configuration's cost is known before it runs
  Channels, frequencies and the time of a line determine how much data a viewer receives.

  @id:throughput-estimate @covers:PZ-13905 @covers:PZ-13906 @covers:PZ-13873
  Scenario: The answers show which of two configurations costs more
    Given the server reports its sampling rate
    When an analyst opens an investigation of high throughput
    And an analyst opens an investigation of low throughput
    Then the answer of each job is complete and consistent
    And by its answer the first job costs more than the second
