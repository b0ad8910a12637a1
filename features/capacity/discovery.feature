@REQ_PZ-13756 @capacity
Feature: The largest number of concurrent jobs
  How many jobs an environment really bears is looked for, not guessed: more and more are asked for until they are not
  alive together any more, then the limit between is narrowed down. It takes long, so it is run only when it is asked for.

  @id:capacity-discovery @capacity-discovery @covers:PZ-14088 @requires:load @alone
  Scenario: The largest number of jobs that the environment bears is known
    When the largest number of jobs that this environment bears at once is searched for
    Then it is at least the minimum that this environment's profile demands
    And nothing is left of them once they are cancelled
