// Every source file begins with one line that states its purpose.
import { readFirstLine } from '../../support/common/wording';
import type { Finding, Rule } from './findings';

const noPurpose: Rule = {
  one: 'file without a purpose comment',
  many: 'files without a purpose comment',
  advice: 'state the purpose of the file in its first line, after //',
};

/** @param file its path, for the finding; @param text its content */
export function findMissingPurpose(file: string, text: string): Finding[] {
  const line = readFirstLine(text);
  return /^\/\/ \S.+\.$/.test(line) ? [] : [{ rule: noPurpose, position: `${file}:1`, text: line }];
}
