@REQ_PZ-13756 @capacity
Feature: The largest number of concurrent jobs
  How many jobs an environment sustains is measured, not guessed: more and more are requested until they are no longer all
  alive together, then the limit in between is narrowed down. That takes long, so it runs only on request.

  @id:capacity-discovery @capacity-discovery @covers:PZ-14088 @requires:load @alone
  Scenario: The largest number of jobs that the environment sustains is known
    When the largest number of jobs that the environment sustains at once is searched for
    Then it is at least the minimum of the environment's profile
    When all jobs are cancelled
    Then no objects of the jobs remain
