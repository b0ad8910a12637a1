// The command line of `npm run sandbox`.
import { test } from 'node:test';
import { expect } from 'chai';
import { parseCommandLine } from '../src/command/command-line';

test('faults may be repeated', () => {
  expect(parseCommandLine(['--fault', 'no-events', '--fault=empty-log'])).to.deep.equal({
    faults: ['no-events', 'empty-log'],
    standIn: {},
  });
});

test('a cluster, an image and a namespace can be named', () => {
  const args = ['--kubeconfig', '/k', '--image', 'localhost/other:1', '--namespace', 'mine'];
  expect(parseCommandLine(args)).to.deep.equal({
    faults: [],
    kubeconfig: '/k',
    standIn: { image: 'localhost/other:1', namespace: 'mine' },
  });
});

const wrongCalls: readonly [string[], string][] = [
  [['--fautl', 'x'], 'unknown flag "--fautl"; nearest: --fault, --image, --help'],
  [['--fault'], "Option '--fault <value>' argument missing"],
  [['--image', 'x'], '--image needs --kubeconfig: the embedded cluster runs the stand-in without an image'],
];

for (const [args, message] of wrongCalls) {
  test(`"${args.join(' ')}" is refused`, () => {
    expect(() => parseCommandLine(args)).to.throw(message);
  });
}

test('help lists every flag and fault', () => {
  expect(parseCommandLine(['--help']).help)
    .to.include('--kubeconfig PATH')
    .and.include('no-gpu-share');
});
