@REQ_PZ-13756
Feature: Jobs

  @id:cancel
  Scenario: Cancelling a job
    Given a running job
    When the analyst cancels it
    Then nothing is left

  @id:later @soak
  Scenario Outline: Cancelling <count> jobs
    Given <count> running jobs
    Then no job is left

    Examples:
      | count |
      | 2     |
      | 3     |
