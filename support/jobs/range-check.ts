// Which time the command line of a historic job's pod must carry.
import type { V1Pod } from '@kubernetes/client-node';
import { compareField, type Mismatch } from '../cluster/watch/mismatch';
import type { Investigation } from '../focus-server';

/**
 * The command line of one of the pod's containers carries start and end of the investigation, as epoch seconds. How it names them is the product's
 * own affair, but it must not call the end the start.
 */
export function checkCommandRange({ start_time, end_time }: Investigation) {
  const swapped = new RegExp(
    `(?<!start[\\w-]*)\\bend${separator}${start_time}\\b|\\b(start|begin)${separator}${end_time}\\b`,
    'i',
  );
  return (pod: V1Pod): Mismatch[] => {
    const lines = (pod.spec?.containers ?? []).map(({ command = [], args = [] }) => [...command, ...args].join(' '));
    const carries = (line: string) => [start_time, end_time].every((time) => new RegExp(`\\b${time}\\b`).test(line));
    const carrying = lines.filter(carries);
    const wrong = carrying.filter((line) => swapped.test(line));
    if (wrong.length > 0) {
      const expected = `the start ${start_time} and the end ${end_time}`;
      return compareField('spec.containers[].command', expected, `the one as the other: ${wrong.join(' | ')}`);
    }
    if (carrying.length > 0) return [];
    return compareField('spec.containers[].command', `a command with ${start_time} and ${end_time}`, lines.join(' | '));
  };
}

/** Between the name of a time and its value, such as `-time=` or `_time: `. */
const separator = '[\\w-]*[\\s=:"]+';
