// The command line of `npm run sandbox`.
import { test } from 'node:test';
import { expect } from 'chai';
import { parseCommandLine } from '../../src/command/command-line';
import { makeHelpText } from '../../src/command/help';

test('faults may be repeated', () => {
  expect(parseCommandLine(['--fault', 'no-events', '--fault=empty-log'])).to.deep.equal({
    help: false,
    faults: ['no-events', 'empty-log'],
    standIn: {},
  });
});

test('a cluster, an image, a namespace and the grace of jobs can be named', () => {
  const args = ['--kubeconfig', '/k', '--image', 'localhost/other:1', '--namespace', 'mine', '--grace', '30'];
  expect(parseCommandLine(args)).to.deep.equal({
    help: false,
    faults: [],
    kubeconfig: '/k',
    standIn: { image: 'localhost/other:1', namespace: 'mine', graceSeconds: 30 },
  });
});

const wrongCalls: readonly [string[], string][] = [
  [['--fautl', 'x'], 'unknown flag "--fautl"; nearest: --fault, --image, --grace'],
  [['--fault'], "Option '--fault <value>' argument missing"],
  [['--grace', '30s'], '--grace is "30s"; it must be a whole number of seconds, such as 30'],
  [['--image', 'x'], '--image needs --kubeconfig: the embedded cluster runs the stand-in without an image'],
];

for (const [args, message] of wrongCalls) {
  test(`"${args.join(' ')}" is refused`, () => {
    expect(() => parseCommandLine(args)).to.throw(message);
  });
}

test('help lists every flag and fault', () => {
  expect(parseCommandLine(['--help']).help).to.equal(true);
  const help = makeHelpText();
  expect(help).to.include('\n  --kubeconfig PATH  deploys the stand-in Focus Server to that cluster');
  expect(help).to.match(/\n {2}no-gpu-share +requests no GPU share\n/);
  expect(help).to.match(/\n {2}capacity:slots +the server has 150 slots\n/);
});
