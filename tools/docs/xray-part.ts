// The generated part of docs/xray.md: the status of Xray for each outcome of a scenario.
import { outcomes } from '../../support/verdict/exit-codes';
import { outcomeMapping } from '../../support/xray/results/outcome-mapping';
import { formatCode, renderTable } from './markdown';

export function describeXrayStatuses(): string {
  return renderTable(Object.entries(outcomeMapping), [
    { title: 'outcome of the scenario', cell: ([outcome]) => outcomes[outcome as keyof typeof outcomes].label },
    { title: 'status on Cloud', cell: ([, { to }]) => describeStatus(to, { passed: 'PASSED', failed: 'FAILED' }) },
    { title: 'status on Data Center', cell: ([, { to }]) => describeStatus(to, { passed: 'PASS', failed: 'FAIL' }) },
    { title: 'comment of the Test Run', cell: ([, { comment }]) => comment },
  ]);
}

function describeStatus(
  to: (typeof outcomeMapping)[keyof typeof outcomeMapping]['to'],
  names: { readonly passed: string; readonly failed: string },
): string {
  return typeof to === 'string' ? names[to] : `${formatCode(`xray.statuses.${to.setting}`)}, default TODO`;
}
