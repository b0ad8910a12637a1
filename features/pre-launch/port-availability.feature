@REQ_PZ-13756 @pre-launch
Feature: A job gets a port that nobody else has
  Two holders of one port see each other's stream, or none at all.

  @id:port-free-before-job @covers:PZ-14018
  Scenario: Two jobs at once get ports that were free
    When two analysts open an investigation at the same moment
    Then each job got a port that was free before
    And no two jobs share a port

  @id:port-taken @covers:PZ-14018 @requires:holdPorts @alone
  Scenario: A taken port is handled as documented
    Given somebody else holds the port that the next job would get
    When an analyst requests a valid investigation
    Then the taken port is handled as the environment's profile documents
    When an analyst opens a valid investigation
    Then within 35 seconds no objects of the refused request remain

  @id:port-of-cancelled-job @covers:PZ-14018 @requires:cancel @requires:holdPorts @alone
  Scenario: The port of a cancelled job can be used again
    When an analyst opens a valid investigation
    And the analyst cancels the first job
    And another Service requests the port of the cancelled job
    Then within 35 seconds it gets that port
