@REQ_PZ-13756 @pre-launch
Feature: Only frequencies that the sampling rate allows are opened
  The limit is half of the sampling rate that the server itself reports (Nyquist).

  @id:frequencies-accepted @covers:PZ-13877 @covers:PZ-13903 @covers:PZ-13904
  Scenario Outline: Frequencies up to the limit are accepted: <investigation>
    Given the server reports its sampling rate
    When an analyst opens <investigation>
    Then the answer is complete and consistent
    And within 30 seconds the job runs

    Examples:
      | investigation                                               |
      | an investigation of frequencies up to the Nyquist limit     |
      | an investigation of a low band of frequencies               |
      | an investigation of a band in the middle of the frequencies |
      | an investigation of a high band of frequencies              |

  @id:frequencies-refused @covers:PZ-13877 @covers:PZ-13903
  Scenario Outline: Impossible frequencies are refused: <investigation>
    Given the server reports its sampling rate
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                                                             |
      | an investigation of frequencies one above the Nyquist limit               |
      | an investigation of frequencies in reversed order                         |
      | an investigation of frequencies with equal ends                           |
      | an investigation of negative frequencies                                  |
      | a single-channel investigation of frequencies one above the Nyquist limit |
      | a single-channel investigation of frequencies in reversed order           |
