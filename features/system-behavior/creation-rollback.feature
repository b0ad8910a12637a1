@REQ_PZ-13756 @system-behavior
Feature: A job that cannot be created completely is taken back
  Half a job is worse than none: it holds a slot, a port and a GPU share, and nobody knows of it.

  @id:rollback @covers:PZ-13873 @requires:quotas @alone
  Scenario Outline: A quota forbids <part> of a job
    Given two investigations that were opened one after the other
    And a quota that leaves no room for <part> of the next job
    When an analyst requests a live investigation
    Then it is refused because no capacity is left
    And within 35 seconds no objects of the refused request remain
    And the other jobs keep their objects
    When the quota is lifted
    And an analyst opens a valid investigation
    Then no slot was used up in between

    Examples:
      | part            |
      | the Service     |
      | the cleanup Job |
      | the pod         |

  @id:rollback-broken-api @covers:PZ-13873 @requires:breakClusterApi @alone
  Scenario Outline: The Kubernetes API <fails> when <part> of a job is created
    Given two investigations that were opened one after the other
    And a Kubernetes API that <fails> when <part> of the next job is created
    When an analyst requests a live investigation
    Then it is refused because the cluster fails
    And within 35 seconds no objects of the refused request remain
    And the other jobs keep their objects
    When the Kubernetes API works again
    And an analyst opens a valid investigation
    Then no slot was used up in between

    Examples:
      | part            | fails            |
      | the Service     | answers an error |
      | the cleanup Job | answers an error |
      | the Service     | does not answer  |
