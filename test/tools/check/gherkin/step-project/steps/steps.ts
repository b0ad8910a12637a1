// Step definitions: one is used, two match the same step, and one is not used.
import { Given, Then } from '@cucumber/cucumber';

Given('a running job', () => {});
Given('{int} running jobs', (_count: number) => {});
Given('{word} running jobs', (_count: string) => {});
Then('nothing remains', () => {});
