// `npm run docs`: writes the tables of the README that derive from the sources.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { updateTables } from './readme-tables';

const file = path.join(__dirname, '../README.md');
writeFileSync(file, updateTables(readFileSync(file, 'utf8')));
