Feature: A step that does nothing

  Scenario: Doing nothing
    Then nothing happens
