// The faults by their names: the folder is the list, and a run loads the files that it names alone.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { checkFaultNames, listFaultNames, loadFault } from '../../src/catalogue/fault-files';

test('the path of a file is the name of its fault', () => {
  const names = listFaultNames();
  expect(names).to.include('no-gpu-share').and.include('capacity:slots');
  expect(names.filter((name) => !/^[a-z0-9]+([-:][a-z0-9]+)*$/.test(name))).to.deep.equal([]);
});

test('a fault is its name, its record and its behaviour', () => {
  expect(loadFault('capacity:slots')).to.deep.equal({
    name: 'capacity:slots',
    record: { does: 'the server has 150 slots', kind: 'program', caughtBy: ['@id:capacity-target'] },
    behavior: { deployment: { slots: 150 } },
  });
});

test('an unknown fault is answered with the nearest ones', () => {
  expect(() => checkFaultNames(['no-events', 'no-gpu-shares'])).to.throw(
    'unknown fault "no-gpu-shares"; nearest: no-gpu-share, no-job-created, job-retries',
  );
});

test('checking names loads no fault, and combining faults loads those alone', () => {
  const program = `
    const { checkFaultNames } = require('./src/catalogue/fault-files');
    const { combineFaults } = require('./src/catalogue/combine-faults');
    const loaded = () => Object.keys(require.cache).filter((file) => file.includes('/src/faults/')).length;
    checkFaultNames(['no-events', 'capacity:gpu']);
    const checked = loaded();
    combineFaults(['no-events', 'capacity:gpu']);
    process.stdout.write(JSON.stringify([checked, loaded()]));`;
  const output = execFileSync(process.execPath, ['-r', 'ts-node-cache/register', '-e', program], {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).to.deep.equal([0, 2]);
});
