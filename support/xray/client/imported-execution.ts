// Checks what an import of results has done: the answer 200 alone does not show it.
import { ConfigurationError, EnvironmentError } from '../../common/errors';
import type { Issue } from './xray-client';

/** @throws EnvironmentError when it is another one than the one that the report names */
export function checkImportedInto(execution: Issue, key: string): void {
  if (key === execution.key) return;
  throw new EnvironmentError(
    `The import of the results into ${execution.key}: Xray has put them into ${key}. Delete ${key}, and compare xray.prefixes.test of the profile with the prefixes in the settings of Xray.`,
  );
}

/** @throws ConfigurationError when the answer lists results that were refused */
export function checkNothingRefused({ key }: Issue, refused: readonly unknown[]): void {
  if (refused.length === 0) return;
  const list = refused.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('; ');
  throw new ConfigurationError(
    `The import of the results into ${key}: Xray has refused ${list}. Run \`npm run xray -- status\`.`,
  );
}
