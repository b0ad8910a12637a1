// The fields of a Test Execution on Data Center, where Test Plan and Test Environments are fields with an id of their own in each Jira.
import { ConfigurationError } from '../../common/errors';
import type { XraySettings } from '../xray-settings';
import type { ExecutionFields } from './xray-client';

interface Field {
  readonly id: string;
  readonly name: string;
}

/**
 * The `info` part of an import. @param listFields the fields of this Jira, read only when the profile lacks an id
 * @throws ConfigurationError when a field cannot be found, or there are several of its name
 */
export async function describeExecution(
  { summary, description, environments, testPlan, fixVersion, revision }: ExecutionFields,
  { projectKey, issueTypes, fields: ids }: XraySettings,
  listFields: () => Promise<readonly Field[]>,
): Promise<unknown> {
  const needsFields = ids.testEnvironments === undefined || (testPlan !== undefined && ids.testPlan === undefined);
  const known = needsFields ? await listFields() : [];
  const environmentsId =
    ids.testEnvironments ?? findFieldId(known, 'Test Environments', 'xray.fields.testEnvironments');
  const plan =
    testPlan === undefined
      ? {}
      : { [ids.testPlan ?? findFieldId(known, 'Test Plan', 'xray.fields.testPlan')]: [testPlan] };
  return {
    fields: {
      project: { key: projectKey },
      issuetype: { name: issueTypes.testExecution },
      summary,
      description,
      [environmentsId]: environments,
      ...plan,
      ...(fixVersion !== undefined && { fixVersions: [{ name: fixVersion }] }),
      ...(ids.revision !== undefined && revision !== undefined && { [ids.revision]: revision }),
    },
  };
}

function findFieldId(fields: readonly Field[], name: string, setting: string): string {
  const found = fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
  const [field] = found;
  if (field !== undefined && found.length === 1) return field.id;
  const seen =
    field === undefined ? 'has no field' : `has ${found.length} fields (${found.map(({ id }) => id).join(', ')})`;
  throw new ConfigurationError(
    `Jira ${seen} of the name "${name}": set ${setting} of the profile to the id of the right one, such as "customfield_11805".`,
  );
}
