@REQ_PZ-13756 @orchestration
Feature: A job gets a pod of its own
  An investigation is of use only when the cluster really runs it: an answer that accepts it is not enough.

  @id:job-spawns-pod @covers:PZ-13899
  Scenario: Creating a job spawns its pod
    When an analyst opens a live investigation
    Then within 10 seconds the job exists in the cluster under the id in the answer
    And within 10 seconds the job's pod exists, owned by the job and labelled after it
    And the pod runs the streaming container
    And within 30 seconds the pod goes from Pending to Running and is Ready
    And the pod has not restarted
    And within 10 seconds the job's Service and cleanup Job exist

  @id:ended-job-is-removed @covers:PZ-13899
  Scenario: A job that ends is not retried and does not stay
    When an analyst opens a live investigation
    Then within 10 seconds the job exists in the cluster under the id in the answer
    And within 10 seconds the job's Service and cleanup Job exist
    And the job is set up to start no second pod
    And the job is set up to be removed within 120 seconds after it ends
    And its cleanup Job is set up to be removed within 10 seconds after it ends
