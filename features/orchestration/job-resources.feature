@REQ_PZ-13756 @orchestration
Feature: A job gets the resources that it needs, and no more
  Without requests the scheduler overbooks a node; without limits one job can starve the others.

  @id:job-gets-resources @covers:PZ-13899
  Scenario: A job gets its resources
    Given a running job
    Then every container of its pod declares requests and limits for CPU and memory
    And no request is above its limit
    And all requests and limits are within the bounds of the environment's profile
    And the pod requests the GPU share of the environment's profile
    And the node of the pod offers what all its pods request
