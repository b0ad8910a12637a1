@REQ_PZ-13756 @capacity
Feature: Two hundred concurrent jobs
  Two hundred jobs run side by side: each is accepted, its pod is Ready and its stream answers, all at the same time.
  Where an environment falls short, an Infrastructure Gap Report shows how many jobs it sustained, what limited it and what to do.

  @id:capacity-target @covers:PZ-14088 @covers:PZ-13986 @requires:load @alone
  Scenario: The environment sustains two hundred jobs at once
    When 200 light jobs are requested at once
    Then at least 95 % of them are alive together for as long as the environment's profile demands
    When all jobs are cancelled
    Then no objects of the jobs remain
