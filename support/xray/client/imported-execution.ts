// Checks into which Test Execution Xray has put results: the answer 200 alone does not show it.
import { EnvironmentError } from '../../common/errors';
import type { Issue } from './xray-client';

/** @throws EnvironmentError when it is another one than the one that the report names */
export function checkImportedInto(execution: Issue, key: string): void {
  if (key === execution.key) return;
  throw new EnvironmentError(
    `The import of the results into ${execution.key}: Xray has put them into ${key}. Delete ${key}, and compare xray.prefixes.test of the profile with the prefixes in the settings of Xray.`,
  );
}
