@REQ_PZ-13756 @system-behavior
Feature: The server stays healthy over time
  Wear shows after hours: memory leaks, answers take longer, objects pile up.

  @id:stable-over-time @covers:PZ-13873 @soak @alone
  Scenario: The server is stable while jobs come and go
    When jobs come and go for 1 hour, at least one every 5 minutes
    Then the server has not restarted meanwhile
    And less than 5 % of the jobs fail
    And the memory of the server does not grow, where the cluster measures it
    And the CPU and memory of the server stay below their critical share, where the cluster measures them
    And opening a job takes no longer at the end than at the beginning
    And within 35 seconds no objects of the jobs remain
