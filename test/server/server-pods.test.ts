// Whether the pods of a server are still the same.
import { describe, test } from 'node:test';
import type { V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { describeLabels, hasLabels, listChanges, rememberPods } from '../../support/server/server-pods';

describe('the pods of a server', () => {
  test('are the same while uid and number of restarts are equal', () => {
    expect(listChanges(rememberPods([pod('a', 2)]), [pod('a', 2)])).to.deep.equal([]);
  });

  test('that restarted are named with the reason of the restart', () => {
    expect(listChanges(rememberPods([pod('a', 0)]), [pod('a', 1)])).to.deep.equal([
      'pod a restarted 1 time (last end: server: OOMKilled, exit code 137)',
    ]);
    expect(listChanges(rememberPods([pod('a', 1)]), [pod('a', 3)])[0]).to.match(/^pod a restarted 2 times /);
  });

  test('that disappeared and appeared are named', () => {
    expect(listChanges(rememberPods([pod('a', 0)]), [pod('b', 0)])).to.deep.equal(['pod a is gone', 'pod b is new']);
  });

  test('are found by all of their labels', () => {
    const labels = { app: 'focus-server', tier: 'front' };
    expect(describeLabels(labels)).to.equal('app=focus-server, tier=front');
    expect([labels, { app: 'focus-server' }, undefined].map((own) => hasLabels(labelled(own), labels))).to.deep.equal([
      true,
      false,
      false,
    ]);
  });
});

function labelled(labels: Record<string, string> | undefined): V1Pod {
  return { metadata: { name: 'a', ...(labels === undefined ? {} : { labels }) } };
}

function pod(name: string, restartCount: number): V1Pod {
  const lastState = { terminated: { reason: 'OOMKilled', exitCode: 137 } };
  return {
    metadata: { name, uid: `uid-${name}` },
    spec: { containers: [{ name: 'server' }] },
    status: {
      containerStatuses: [
        {
          name: 'server',
          ready: true,
          restartCount,
          image: 'i',
          imageID: 'i',
          ...(restartCount > 0 ? { lastState } : {}),
        },
      ],
    },
  };
}
