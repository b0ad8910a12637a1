// The picture of the rooms, on a small table.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeRooms, drawRooms } from '../../../tools/docs/architecture-part';

test('draws an arrow to each room that is reached by no other way', () => {
  const rooms = [
    { path: 'support/world', holds: '', imports: ['support/jobs', 'support/common', 'tools/check'] },
    { path: 'support/jobs', holds: '', imports: ['support/cluster/watch'] },
    { path: 'support/cluster/watch', holds: '', imports: ['support/common'] },
    { path: 'support/common', holds: '', imports: [] },
  ];

  expect(drawRooms(rooms).split('\n')).to.deep.equal([
    '```mermaid',
    'flowchart TD',
    '  support_world["support/world"]',
    '  support_world --> support_jobs',
    '  support_jobs["support/jobs"]',
    '  support_jobs --> support_cluster_watch',
    '  support_cluster_watch["support/cluster/watch"]',
    '  support_cluster_watch --> support_common',
    '  support_common["support/common"]',
    '```',
  ]);
});

test('lists every permission of a room below the picture', () => {
  const rows = describeRooms().split('\n');

  expect(rows).to.include(
    '| `support/focus-server` | the REST client and the requests of the catalogue | `support/common` |',
  );
  expect(rows.join('\n')).not.to.contain('tools_check');
});
