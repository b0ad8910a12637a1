Feature: Broken runs

  @quits @leaves @hook @removes @replaces @hangs
  Scenario: A requirement that holds
    Then it holds

  @quits
  Scenario: A step that ends its process
    Then the process ends

  @hook
  Scenario: A hook that fails
    Then it holds

  @leaves
  Scenario: A step that leaves an error behind
    Then an error is thrown later

  @removes
  Scenario: A step that removes the reports
    Then the reports are removed

  @replaces
  Scenario: Another run with the same reports
    Then another run begins

  @hangs
  Scenario: A step that does not end
    Then it hangs

  @changes
  Scenario: A requirement that is not met at first, and then not applicable
    Then it fails first and then is not applicable

  @changes
  Scenario: A requirement that is not met at first, and then blocked
    Then it fails first and then is blocked

  @quits @fast
  Scenario: A requirement after it
    Then it holds

  @quits
  Scenario: Another requirement after it
    Then it holds

  @fast
  Scenario: A requirement that is not met
    Then it fails

  @fast
  Scenario: A requirement after the failure
    Then it holds
