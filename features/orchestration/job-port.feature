@REQ_PZ-13756 @orchestration
Feature: A job's stream can be reached
  The viewer connects to the address in the answer: it must lead to this job's pod, ready to stream. What is streamed is out of scope.

  @id:job-port-exposed @covers:PZ-13899
  Scenario: A job's port is exposed
    Given 2 running jobs
    Then the Service of each job selects the job's own pod and no other
    And the target port of each Service is a port of the streaming container
    And within 10 seconds the endpoints of each Service hold the address of the job's pod
    And the stream port in the answer is a port of the job's own Service
    And no two jobs share a port
    And within 10 seconds the stream address of each job answers as a gRPC server
