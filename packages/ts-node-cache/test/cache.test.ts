// What is in the cache is used, and never when it is stale or damaged.
import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { SmallProject } from './small-project';

/** Each test holds for a module that is loaded by itself, and for one that is loaded as a bundle. */
const entries = ['src/main.ts', 'src/main.bundle.ts'] as const;

const countCompilers = `
const compilers = Object.keys(require.cache).filter((file) => /node_modules.(ts-node|esbuild).(dist|lib)/.test(file));
console.log(compilers.length > 0 ? 'compiled' : 'from the cache');`;

for (const entry of entries) {
  test(`${entry}: a second run loads no compiler`, async (t) => {
    const project = new SmallProject(t, { [entry]: `import './part';${countCompilers}`, 'src/part.ts': 'export {};' });

    expect(await project.print(entry)).to.equal('compiled\n');
    expect(await project.print(entry)).to.equal('from the cache\n');
  });

  test(`${entry}: a changed source is compiled anew`, async (t) => {
    const project = new SmallProject(t, printPart(entry, '1'));
    expect(await project.print(entry)).to.equal('1\n');

    project.write('src/part.ts', 'export const part: number = 2;');
    expect(await project.print(entry)).to.equal('2\n');
    project.write(entry, "import { part } from './part';\nconsole.log(-part);");
    expect(await project.print(entry)).to.equal('-2\n');
  });

  test(`${entry}: a new file that takes precedence is loaded`, async (t) => {
    const project = new SmallProject(t, {
      [entry]: "import { part } from './part';\nconsole.log(part);",
      'src/part/index.ts': 'export const part = 1;',
    });
    expect(await project.print(entry)).to.equal('1\n');

    project.write('src/part.ts', 'export const part = 2;');
    expect(await project.print(entry)).to.equal('2\n');
  });

  test(`${entry}: a changed tsconfig.json compiles everything anew`, async (t) => {
    const project = new SmallProject(t, printPart(entry, "'field' in new (class { field?: string; })()"));
    expect(await project.print(entry)).to.equal('true\n');

    project.configure({ useDefineForClassFields: false });
    expect(await project.print(entry)).to.equal('false\n');
  });

  test(`${entry}: truncated files of the cache are made anew`, async (t) => {
    const project = new SmallProject(t, printPart(entry, '1'));
    await project.print(entry);
    for (const file of listFiles(project.cache)) truncateSync(file, Math.floor(statSync(file).size / 2));

    expect(await project.print(entry)).to.equal('1\n');
    project.write('src/part.ts', 'export const part = 2;');
    expect(await project.print(entry)).to.equal('2\n');
  });

  test(`${entry}: processes that fill the cache at the same time do not disturb each other`, async (t) => {
    const project = new SmallProject(t, { [entry]: `import './part';${countCompilers}`, 'src/part.ts': 'export {};' });

    const outputs = await Promise.all([1, 2, 3].map(() => project.print(entry)));
    expect(outputs).to.deep.equal(['compiled\n', 'compiled\n', 'compiled\n']);
    expect(await project.print(entry)).to.equal('from the cache\n');
    expect(listFiles(project.cache).filter((file) => /\.\d+-\d+$/.test(file))).to.deep.equal([]);
  });

  test(`${entry}: without a cache that can be written each run compiles`, async (t) => {
    const project = new SmallProject(t, { [entry]: `import './part';${countCompilers}`, 'src/part.ts': 'export {};' });
    // A file where the folder should be; the permissions of a folder do not stop root.
    writeFileSync(project.cache, '');

    expect(await project.print(entry)).to.equal('compiled\n');
    expect(await project.print(entry)).to.equal('compiled\n');
  });
}

test('an entry is replaced when its source changes, so that the cache does not grow', async (t) => {
  const project = new SmallProject(t, printPart('src/main.bundle.ts', '1'));
  await project.print('src/main.bundle.ts');
  const before = listFiles(path.join(project.cache, 'ts-node-cache/bundles'));

  project.write('src/part.ts', 'export const part = 2;');
  await project.print('src/main.bundle.ts');
  expect(listFiles(path.join(project.cache, 'ts-node-cache/bundles'))).to.deep.equal(before);
});

test('a bundle is made anew when an installed package has changed', async (t) => {
  const project = new SmallProject(t, {
    'src/main.bundle.ts': "import { value } from 'small';\nconsole.log(value);",
    'node_modules/small/package.json': '{ "main": "old.js" }',
    'node_modules/small/old.js': 'exports.value = 1;',
    'node_modules/small/new.js': 'exports.value = 22;',
  });
  expect(await project.print('src/main.bundle.ts')).to.equal('1\n');

  project.write('node_modules/small/package.json', '{ "main": "./new.js" }');
  expect(await project.print('src/main.bundle.ts')).to.equal('22\n');
  project.write('node_modules/small/new.js', 'exports.value = 333;');
  expect(await project.print('src/main.bundle.ts')).to.equal('333\n');
  rmSync(path.join(project.folder, 'node_modules/small/package.json'));
  project.write('node_modules/small/index.js', 'exports.value = 4444;');
  expect(await project.print('src/main.bundle.ts')).to.equal('4444\n');
});

function printPart(entry: string, value: string): Record<string, string> {
  return {
    [entry]: "import { part } from './part';\nconsole.log(part);",
    'src/part.ts': `export const part = ${value};`,
  };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}
