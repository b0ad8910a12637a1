@REQ_PZ-13756 @system-behavior
Feature: The server stays healthy over time
  What wears out shows after hours: memory that leaks, answers that take longer, objects that pile up.

  @id:stable-over-time @covers:PZ-13873 @soak @alone
  Scenario: The server is stable while jobs come and go
    When jobs come and go at every interval of a soak in this environment
    Then the server has not restarted meanwhile
    And less than 5 % of the jobs fail
    And the memory of the server does not grow, where the cluster measures it
    And the CPU and memory of the server stay below its limits, where the cluster measures them
    And opening a job takes no longer at the end than at the beginning
    And nothing is left of the jobs
