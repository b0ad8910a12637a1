// `npm run docs`: writes the documents that are generated from the sources.
import { writeDocuments } from './documents';

for (const file of writeDocuments(process.cwd())) process.stdout.write(`${file}\n`);
