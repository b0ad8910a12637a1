// How a historic job's pod must be told which time to read.
import type { V1Pod } from '@kubernetes/client-node';
import { compareField, type Mismatch } from '../cluster/mismatch';
import type { Investigation } from '../focus-server';

/** The command line of one of the pod's containers carries start and end of the investigation, as epoch seconds. */
export function commandCarriesRange({ start_time, end_time }: Investigation) {
  return (pod: V1Pod): Mismatch[] => {
    const lines = (pod.spec?.containers ?? []).map(({ command = [], args = [] }) => [...command, ...args].join(' '));
    const carries = (line: string) => [start_time, end_time].every((time) => new RegExp(`\\b${time}\\b`).test(line));
    if (lines.some(carries)) return [];
    return compareField('spec.containers[].command', `a command with ${start_time} and ${end_time}`, lines.join(' | '));
  };
}
