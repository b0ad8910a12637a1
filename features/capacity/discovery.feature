@REQ_PZ-13756 @capacity
Feature: The largest number of concurrent jobs
  How many jobs an environment really bears is measured, not guessed: more and more are asked for until they are no
  longer all alive together, then the limit in between is narrowed down. That takes long, so it is run only on request.

  @id:capacity-discovery @capacity-discovery @covers:PZ-14088 @requires:load @alone
  Scenario: The largest number of jobs that the environment bears is known
    When the largest number of jobs that this environment bears at once is searched for
    Then it is at least the minimum that this environment's profile demands
    And nothing is left of them once they are cancelled
