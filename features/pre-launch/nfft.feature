@REQ_PZ-13756 @pre-launch
Feature: Only FFT sizes that the view supports are opened
  A size is a power of two from 128: up to 2048 for the multi-channel view, up to 65536 for the single-channel view.

  @id:nfft-multi-channel-accepted @covers:PZ-13874 @covers:PZ-13901
  Scenario Outline: Supported FFT sizes of the multi-channel view are accepted: <investigation>
    When an analyst opens <investigation>
    Then the answer is complete and consistent

    Examples:
      | investigation                                    |
      | a multi-channel investigation with FFT size 128  |
      | a multi-channel investigation with FFT size 256  |
      | a multi-channel investigation with FFT size 512  |
      | a multi-channel investigation with FFT size 1024 |
      | a multi-channel investigation with FFT size 2048 |

  @id:nfft-single-channel-accepted @covers:PZ-13874 @covers:PZ-13901
  Scenario Outline: Supported FFT sizes of the single-channel view are accepted: <investigation>
    When an analyst opens <investigation>
    Then the answer is complete and consistent

    Examples:
      | investigation                                      |
      | a single-channel investigation with FFT size 128   |
      | a single-channel investigation with FFT size 256   |
      | a single-channel investigation with FFT size 512   |
      | a single-channel investigation with FFT size 1024  |
      | a single-channel investigation with FFT size 2048  |
      | a single-channel investigation with FFT size 4096  |
      | a single-channel investigation with FFT size 8192  |
      | a single-channel investigation with FFT size 16384 |
      | a single-channel investigation with FFT size 32768 |
      | a single-channel investigation with FFT size 65536 |

  @id:nfft-refused @covers:PZ-13874 @covers:PZ-13875 @covers:PZ-13901
  Scenario Outline: Other FFT sizes are refused: <investigation>
    When an analyst requests <investigation>
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request

    Examples:
      | investigation                                       |
      | a multi-channel investigation with FFT size 0       |
      | a single-channel investigation with FFT size 0      |
      | a multi-channel investigation with FFT size -1      |
      | a single-channel investigation with FFT size -1     |
      | a multi-channel investigation with FFT size 1       |
      | a single-channel investigation with FFT size 1      |
      | a multi-channel investigation with FFT size 64      |
      | a single-channel investigation with FFT size 64     |
      | a multi-channel investigation with FFT size 127     |
      | a single-channel investigation with FFT size 127    |
      | a multi-channel investigation with FFT size 1000    |
      | a single-channel investigation with FFT size 1000   |
      | a multi-channel investigation with FFT size 65537   |
      | a single-channel investigation with FFT size 65537  |
      | a multi-channel investigation with FFT size 131072  |
      | a single-channel investigation with FFT size 131072 |
      | a multi-channel investigation with FFT size 4096    |
