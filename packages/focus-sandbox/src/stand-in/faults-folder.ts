// Where the files of the faults are.
import { dirname, join } from 'node:path';

/** Found through the package, because the code that reads them may be part of a bundle in another folder. */
export const faultsFolder = join(dirname(require.resolve('focus-sandbox/package.json')), 'src/faults');
