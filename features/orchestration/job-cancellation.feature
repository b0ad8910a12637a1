@REQ_PZ-13756 @orchestration
Feature: A cancelled job leaves nothing behind
  Whatever a cancelled job leaves behind is missing for the next one: ports, GPU shares and slots run out.

  @id:cancel-cleans-up @covers:PZ-13899 @requires:cancel
  Scenario: Cancelling a job cleans up
    Given 2 running jobs
    When the analyst cancels the first job
    Then within 35 seconds no objects of the cancelled job remain
    And the port of the cancelled job refuses connections, unless another job holds it already
    And the other job still runs undisturbed
    When the analyst cancels the first job again
    Then the server answers that there is no such job

  @id:cancelled-id-stays-void @covers:PZ-13899 @requires:cancel
  Scenario: The id of a cancelled job stands for no later job
    Given a running job
    When the analyst cancels the first job
    And an analyst opens a live investigation
    And the analyst cancels the first job again
    Then the server answers that there is no such job
    And within 30 seconds the newest job runs
