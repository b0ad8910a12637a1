@REQ_PZ-13756 @orchestration
Feature: A job can be observed
  When a job misbehaves, its log, events, status and use of resources are what an operator has.

  @id:job-observable @covers:PZ-13899
  Scenario: A job can be observed
    Given a running job
    Then the log of its pod can be read and is not empty
    And its events report Scheduled, Pulled, Created and Started, in that order
    And the status of the job agrees with its pod
    And the CPU and memory use of its pod can be read, where the cluster measures it
