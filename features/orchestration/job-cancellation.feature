@REQ_PZ-13756 @orchestration
Feature: A cancelled job leaves nothing behind
  What a cancelled job leaves is paid for by the next one: ports, GPU shares and slots run out.

  @id:cancel-cleans-up @covers:PZ-13899 @requires:cancel
  Scenario: Cancelling a job cleans up
    Given 2 running jobs
    When the analyst cancels the first job
    Then within 30 seconds nothing of the cancelled job is left in the cluster
    And the port of the cancelled job refuses connections, unless another job holds it already
    And the other job runs on undisturbed
    And cancelling the same job again is answered with "not found"

  @id:cancelled-id-stays-void @covers:PZ-13899 @requires:cancel
  Scenario: The id of a cancelled job stands for no later job
    Given a running job
    When the analyst cancels the first job
    And an analyst opens a live investigation
    Then cancelling the same job again is answered with "not found"
    And within 30 seconds the other job runs
