@REQ_PZ-13756 @system-behavior
Feature: The server starts cleanly
  A server that comes up with errors, or only at the second attempt, fails when it is needed most.

  @id:clean-startup @covers:PZ-13873
  Scenario: The server has started cleanly
    When an operator looks at the server
    Then its pods are Running and Ready and have never restarted
    And everything that it depends on is Ready
    And its health check answers
    And its log since the start holds no error line
    And a first job is accepted and runs

  @id:clean-restart @covers:PZ-13873 @requires:disturb @alone
  Scenario: The server comes back cleanly after its pod was deleted
    Given 2 running jobs
    When an operator deletes the server's pods
    Then within the time of this environment the next pod is Ready and the server answers
    And its pods are Running and Ready and have never restarted
    And everything that it depends on is Ready
    And its health check answers
    And its log since the start holds no error line
    And a first job is accepted and runs
    And all jobs run on undisturbed
