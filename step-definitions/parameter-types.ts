// The words of the sentences that stand for values.
import { defineParameterType } from '@cucumber/cucumber';
import { type ApiFailure, apiFailures, isApiFailure } from '../support/disruption/api-failure';
import { isJobPart, type JobPart, jobParts } from '../support/disruption/job-part';
import { buildCasePattern, findCase, type InvestigationCase } from '../support/focus-server/catalogue';

const unitMs: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

defineParameterType({
  name: 'duration',
  regexp: /(\d+) (second|minute|hour)s?/,
  transformer: (count: string, unit: string): number => Number(count) * (unitMs[unit] ?? Number.NaN),
});

defineParameterType({
  name: 'investigation',
  regexp: buildCasePattern(),
  transformer: (name: string): InvestigationCase => findCase(name),
});

defineParameterType({
  name: 'jobPart',
  regexp: new RegExp(`the (${jobParts.join('|')})`),
  transformer: (part: string): JobPart | undefined => (isJobPart(part) ? part : undefined),
});

defineParameterType({
  name: 'apiFailure',
  regexp: new RegExp(Object.keys(apiFailures).join('|')),
  transformer: (how: string): ApiFailure | undefined => (isApiFailure(how) ? how : undefined),
});
