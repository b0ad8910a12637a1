// `npm run sandbox:image [-- DIR]`: writes the contents of the stand-in's image into DIR, by default build/focus-image.
import { resolve } from 'node:path';
import { buildImage } from './build-image';

void buildImage(resolve(process.argv[2] ?? 'build/focus-image')).then((main) => process.stdout.write(`${main}\n`));
