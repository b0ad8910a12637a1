@REQ_PZ-13756 @capacity
Feature: Two hundred concurrent jobs
  Two hundred jobs live side by side: each was accepted, its pod is Ready and its stream answers, all at the same time.
  An environment's profile says how many jobs it must bear, and for how long. Where it falls short, an Infrastructure
  Gap Report says how far it got, what held it back and what to do.

  @id:capacity-target @covers:PZ-14088 @covers:PZ-13986 @requires:load @alone
  Scenario: The environment bears two hundred jobs at once
    When as many light jobs as this environment has to bear are asked for at once
    Then enough of them are alive together, for as long as this environment has to bear them
    And nothing is left of them once they are cancelled
