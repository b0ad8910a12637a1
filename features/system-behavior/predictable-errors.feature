@REQ_PZ-13756 @system-behavior
Feature: An error is the same every time
  Whoever builds on the server relies on its answers: the same today and tomorrow, for one and for many at once.

  @id:predictable-without-data @covers:PZ-13873 @alone
  Scenario: Without data the answer is always the same
    When analysts ask 10 times in a row and 10 times at once for an investigation of a time without a recording
    Then every answer is the same clear refusal
    And nothing is left of what was refused, and a valid investigation is accepted right after

  @id:predictable-port-in-use @covers:PZ-13873 @requires:holdPorts @alone
  Scenario: With a port in use the outcome is always the same
    When analysts ask 10 times in a row and 10 times at once while somebody else holds the port that comes next
    Then every outcome is the one that this environment documents for a taken port
    And nothing is left of what was refused, and a valid investigation is accepted right after
