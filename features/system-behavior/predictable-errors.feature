@REQ_PZ-13756 @system-behavior
Feature: An error is the same every time
  Whoever builds on the server relies on its answers: the same today and tomorrow, for one request and for many at once.

  @id:predictable-without-data @covers:PZ-13873
  Scenario: Without data the answer is always the same
    When analysts request an investigation of a time without a recording 10 times in a row and 10 times at once
    Then every answer is the same clear refusal
    When an analyst opens a valid investigation
    Then nothing was created for the refused requests

  @id:predictable-port-in-use @covers:PZ-13873 @requires:holdPorts @alone
  Scenario: With a port in use the outcome is always the same
    When analysts request a valid investigation 10 times in a row and 10 times at once, while somebody else holds the next port
    Then each taken port is handled as the environment's profile documents
    When an analyst opens a valid investigation
    Then within 35 seconds no objects of the refused requests remain
