// The settings of Jira and Xray in a profile. Secrets are no settings: they come from environment variables alone.
import { z } from 'zod';
import { address, milliseconds, text } from './setting-forms';

const map = 'a map of settings';

const issueKey = () =>
  z
    .string()
    .regex(/^[A-Z][A-Z0-9_]+-\d+$/)
    .describe('a Jira key, such as "PZ-13899"');
const projectKey = () =>
  z
    .string()
    .regex(/^[A-Z][A-Z0-9_]+$/)
    .describe('the key of a Jira project, such as "PZ"');
const prefix = (fallback: string) =>
  z
    .string()
    .regex(/^[^\s@]*$/)
    .default(fallback)
    .describe('a text without spaces and @, such as "TEST_"; may be empty');
/** Xray never gets PASSED for a requirement that was not checked. */
const unchecked = () =>
  z
    .string()
    .regex(/^(?!PASS(ED)?$)[A-Z0-9_/]{2,18}$/)
    .default('TODO')
    .describe('the name of a status of Xray in capital letters, such as "TODO" or "ABORTED", but not "PASSED"');
const customField = () =>
  z
    .string()
    .regex(/^customfield_\d+$/)
    .optional()
    .describe('the id of a field of Jira, such as "customfield_11805"');

export const jiraSettings = z
  .strictObject({
    url: address()
      .optional()
      .meta({ meaning: 'address of Jira; with it, the keys of issues in reports are links, and Xray can be used' }),
    projects: z
      .array(projectKey())
      .default(['PZ'])
      .describe('a list of keys of Jira projects, such as ["PZ"]')
      .meta({ meaning: 'projects whose keys become links, beside xray.projectKey' }),
  })
  .describe(map);

const prefixes = z
  .strictObject({
    test: prefix('TEST_').meta({ meaning: 'prefix of a tag that names a Test; as in the settings of Xray' }),
    precondition: prefix('PRECOND_').meta({ meaning: 'prefix of a tag that names a Precondition' }),
    requirement: prefix('REQ_').meta({ meaning: 'prefix of a tag that names the requirement of a feature' }),
    testSet: prefix('TESTSET_').meta({ meaning: 'prefix of a tag that names a Test Set' }),
  })
  .describe(map);

const statuses = z
  .strictObject({
    notApplicable: unchecked().meta({ meaning: 'status of a scenario that is not applicable here' }),
    informational: unchecked().meta({ meaning: 'status of a requirement that is only reported here' }),
    blocked: unchecked().meta({
      meaning:
        'status of a scenario that the environment, the configuration or the suite itself kept from being checked',
    }),
    interrupted: unchecked().meta({ meaning: 'status of a scenario that was cut off or not begun' }),
  })
  .describe(map);

const fields = z
  .strictObject({
    testPlan: customField().meta({ meaning: 'Data Center: id of the field "Test Plan"; absent: found by its name' }),
    testEnvironments: customField().meta({
      meaning: 'Data Center: id of the field "Test Environments"; absent: found by its name',
    }),
    revision: customField().meta({ meaning: 'id of a field that takes the revision; absent: only in the description' }),
  })
  .describe(map);

const issueTypes = z
  .strictObject({
    test: text().default('Test').meta({ meaning: 'name of the issue type of a Test' }),
    testExecution: text().default('Test Execution').meta({ meaning: 'name of the issue type of a Test Execution' }),
    testPlan: text().default('Test Plan').meta({ meaning: 'name of the issue type of a Test Plan' }),
  })
  .describe(map);

export const xraySettings = z
  .strictObject({
    flavour: z
      .enum(['cloud', 'datacenter'])
      .optional()
      .describe('"cloud" or "datacenter"')
      .meta({ meaning: 'which Xray the team uses; absent: none' }),
    projectKey: projectKey().optional().meta({ meaning: 'Jira project of the Tests' }),
    region: z
      .enum(['global', 'us', 'eu', 'au'])
      .default('global')
      .describe('"global", "us", "eu" or "au"')
      .meta({ meaning: 'Cloud: where the data of the team is' }),
    url: address()
      .optional()
      .meta({ meaning: 'Cloud: address of Xray instead of that of the region, such as a gateway' }),
    source: text()
      .optional()
      .meta({ meaning: 'Cloud: name of this repository, part of the identity of a Test without a key' }),
    deadlineMs: milliseconds(300_000).meta({ meaning: 'an import, until Xray has answered' }),
    prefixes: prefixes.prefault({}),
    environments: z
      .array(text())
      .default([])
      .describe('a list of texts')
      .meta({ meaning: 'Test Environments of an execution; none: the name of the profile' }),
    testPlan: issueKey().optional().meta({ meaning: 'Test Plan of every execution' }),
    capacityPlan: issueKey().optional().meta({ meaning: 'Test Plan of executions with scenarios of @capacity' }),
    fixVersion: text().optional().meta({ meaning: 'fix version of an execution; it must exist in the project' }),
    statuses: statuses.prefault({}),
    fields: fields.prefault({}),
    issueTypes: issueTypes.prefault({}),
    folders: z
      .record(z.string(), text())
      .default({})
      .describe('a map from a folder of features/ to a folder, such as "capacity: /Focus Server/Capacity"')
      .meta({ meaning: 'folder of the Test Repository for each folder of features/' }),
    testSets: z
      .record(z.string(), issueKey())
      .default({})
      .describe('a map from a folder of features/ to a key, such as "capacity: PZ-20"')
      .meta({ meaning: 'Test Set for each folder of features/' }),
  })
  .describe(map);
