@REQ_PZ-13756 @pre-launch
Feature: A live investigation is opened when there are live data
  A live view without a fibre would stay black, and nobody would know why.

  @id:live-data-as-metadata-say @covers:PZ-13547
  Scenario: A live investigation depends on what the server says of its live data
    When an analyst asks for a live investigation
    Then its outcome is the one that the server's own word on live data demands

  @id:live-data-flow @covers:PZ-13547
  Scenario: A live investigation runs while live data flow
    Given the server says that live data flow
    When an analyst opens a live investigation
    Then the answer is complete and consistent
    And within 30 seconds the job runs

  @id:live-data-missing @covers:PZ-13547 @requires:steerDataSource @alone
  Scenario: A live investigation is refused while the server waits for fibre
    Given the server waits for fibre
    When an analyst asks for a live investigation
    Then it is refused for want of live data
    And nothing is left behind, and a valid investigation is accepted right after
