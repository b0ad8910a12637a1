@REQ_PZ-13756 @pre-launch
Feature: Only channels that the fibre has are opened
  The limits are the server's own: its lowest and highest channel.

  @id:channels-accepted @covers:PZ-13876 @covers:PZ-13873
  Scenario Outline: Channels up to the limits are accepted: <investigation>
    When an analyst opens <investigation>
    Then the answer is complete and consistent
    And within 30 seconds the job runs

    Examples:
      | investigation                           |
      | an investigation of the lowest channel  |
      | an investigation of the highest channel |
      | an investigation of all channels        |

  @id:channels-refused @covers:PZ-13876
  Scenario Outline: Channels beyond the limits are refused: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                                                   |
      | an investigation up to one channel above the highest            |
      | an investigation of channels far above the highest              |
      | an investigation from one channel below the lowest              |
      | an investigation of channels in reversed order                  |
      | an investigation of channels that are not whole numbers         |
      | a single-channel investigation of the channel above the highest |
      | a waterfall investigation up to one channel above the highest   |
      | a waterfall investigation of channels in reversed order         |
