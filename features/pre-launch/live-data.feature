@REQ_PZ-13756 @pre-launch
Feature: A live investigation is opened when there is live data
  A live view without a fibre would stay black, and nobody would know why.

  @id:live-data-as-metadata-say @covers:PZ-13547
  Scenario: A live investigation depends on the live data that the server reports
    When an analyst requests a live investigation
    Then it is accepted if and only if the server reports live data

  @id:live-data-flow @covers:PZ-13547
  Scenario: A live investigation runs while there is live data
    Given the server reports live data
    When an analyst opens a live investigation
    Then the answer is complete and consistent
    And within 30 seconds the job runs

  @id:live-data-missing @covers:PZ-13547 @requires:steerDataSource @alone
  Scenario: A live investigation is refused while the server waits for fibre
    Given the server waits for fibre
    When an analyst requests a live investigation
    Then it is refused because there is no live data
    When an analyst opens a valid investigation
    Then nothing was created for the refused request
