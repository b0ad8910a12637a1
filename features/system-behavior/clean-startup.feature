@REQ_PZ-13756 @system-behavior
Feature: The server starts cleanly
  A server that comes up with errors, or only at the second attempt, fails when it is needed most.

  @id:clean-startup @covers:PZ-13873
  Scenario: The server has started cleanly
    When an analyst opens a live investigation
    Then within 30 seconds the newest job runs
    And the server's pods are Running and Ready and have never restarted
    And everything that the server depends on is Ready
    And the server's health check answers
    And the server's log since its start holds no error line

  @id:clean-restart @covers:PZ-13873 @requires:disturb @alone
  Scenario: The server comes back cleanly after its pod was deleted
    Given 2 running jobs
    When an operator deletes the server's pods
    Then the server is back within the time that the environment's profile allows
    When an analyst opens a live investigation
    Then within 30 seconds the newest job runs
    And the server's pods are Running and Ready and have never restarted
    And everything that the server depends on is Ready
    And the server's health check answers
    And the server's log since its start holds no error line
    And all jobs still run undisturbed
