// Step definitions of which one is used, two say the same and one is forgotten.
import { Given, Then } from '@cucumber/cucumber';

Given('a running job', () => {});
Given('{int} running jobs', (_count: number) => {});
Given('{word} running jobs', (_count: string) => {});
Then('nothing remains', () => {});
