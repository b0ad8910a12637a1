@REQ_PZ-13756 @pre-launch
Feature: A configuration's cost is known before it runs
  From channels, frequencies and the time of a line follows how much a viewer will receive.

  @id:throughput-estimate @covers:PZ-13905 @covers:PZ-13906 @covers:PZ-13873
  Scenario: A costly and a cheap configuration are accepted, and their answers tell which is which
    Given the server reports its sampling rate
    When an analyst opens an investigation of high throughput
    And an analyst opens an investigation of low throughput
    Then the answer of each job is complete and consistent
    And by its answer the first job is more costly than the second
