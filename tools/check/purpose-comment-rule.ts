// Every source file opens with one line that says what it is for.
import { readFirstLine } from '../../support/common/wording';
import type { Finding, Rule } from './findings';

const noPurpose: Rule = {
  one: 'file without a purpose comment',
  many: 'files without a purpose comment',
  advice: 'say in the first line, after //, what the file is for',
};

/** @param file its path, for the finding; @param text its content */
export function findMissingPurpose(file: string, text: string): Finding[] {
  const line = readFirstLine(text);
  return /^\/\/ \S.+\.$/.test(line) ? [] : [{ rule: noPurpose, place: `${file}:1`, text: line }];
}
