// Stack traces name the lines of the TypeScript sources, compiled or from the cache, in the main thread and in a worker.
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { SmallProject } from './small-project';

const thrower = `interface Removed {
  readonly line: number;
}

export function fail(removed: Removed | undefined): never {
  throw new Error(String(removed?.line));
}
`;
const main =
  "import { fail } from './thrower';\n\ntry {\n  fail(undefined);\n} catch (error) {\n  console.log((error as Error).stack);\n}\n";

for (const entry of ['src/main.ts', 'src/main.bundle.ts']) {
  test(`${entry}: an error names the lines of the sources`, async (t) => {
    const project = new SmallProject(t, { [entry]: main, 'src/thrower.ts': thrower });
    const frames = [`at fail (${project.folder}/src/thrower.ts:6:9)`, `${project.folder}/${entry}:4:`];

    expectFrames(await project.print(entry), frames);
    expectFrames(await project.print(entry), frames);
  });

  test(`${entry}: an error in a worker names the lines of the sources`, async (t) => {
    const project = new SmallProject(t, {
      'src/parent.js': `new (require('node:worker_threads').Worker)(require('node:path').resolve('${entry}'), { execArgv: process.execArgv });`,
      [entry]: main,
      'src/thrower.ts': thrower,
    });
    const frames = [`at fail (${project.folder}/src/thrower.ts:6:9)`, `${project.folder}/${entry}:4:`];

    expectFrames(await project.print('src/parent.js'), frames);
    expectFrames(await project.print('src/parent.js'), frames);
  });

  test(`${entry}: a source that cannot be compiled is named with its line`, async (t) => {
    const project = new SmallProject(t, {
      [entry]: "import './part';",
      'src/part.ts': 'export const part = 1;\nconst = 2;\n',
    });

    const { exitCode, stderr } = await project.run(entry);
    expect(exitCode).to.equal(1);
    expect(stderr).to.contain('part.ts:2:1]');
  });
}

test('an error in an installed package names a position in the bundle', async (t) => {
  const project = new SmallProject(t, {
    'src/main.bundle.ts': main.replace('./thrower', 'thrower'),
    'node_modules/thrower/index.js': "exports.fail = function fail() {\n  throw new Error('in a package');\n};\n",
  });
  const bundle = path.join(project.cache, 'ts-node-cache/bundles');

  const trace = await project.print('src/main.bundle.ts');
  expect(trace).to.contain('Error: in a package\n');
  expect(trace.split('\n')[1])
    .to.match(/main\.bundle\.js:\d+:\d+\)$/)
    .and.contain(bundle);
  expect(trace.split('\n')[2]).to.contain(`${project.folder}/src/main.bundle.ts:4:`);
});

function expectFrames(trace: string, frames: readonly string[]): void {
  const lines = trace.split('\n');
  for (const [index, frame] of frames.entries()) expect(lines[index + 1]).to.contain(frame);
}
