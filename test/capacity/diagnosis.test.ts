// The diagnosis as a whole: its ranking, what it rules out, and that it invents nothing.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../support/capacity/diagnosis';
import { causeNames } from '../../support/capacity/diagnosis/cause';
import { listRanked, listRuledOut } from './diagnosis/describe-diagnosis';
import {
  accepted,
  crashed,
  neverSent,
  noQuota,
  noSlot,
  outOfMemory,
  removed,
  silent,
  stuckInPull,
  throttled,
  withoutAddress,
} from './failures';
import { alive, createJobs, createRecord, gpuShare, type MakeJob, refused, unscheduled } from './records';

const noGpu = unscheduled(`0/1 nodes are available: 1 Insufficient ${gpuShare}.`);
const noCpu = unscheduled('0/1 nodes are available: 1 Insufficient cpu.');

test('invents no cause if every job is alive, and states what rules out each', () => {
  const { ranked: causes, ruledOut: cleared, unexplained } = diagnose(createRecord(createJobs([200, alive])));
  expect(causes).to.deep.equal([]);
  expect(unexplained).to.equal(0);
  expect(cleared).to.deep.equal([
    { cause: 'node-unavailable', because: '1 node is Ready and not cordoned' },
    { cause: 'gpu', because: '200 of 1,100 nvidia.com/gpu.shared requested, no FailedScheduling event names it' },
    { cause: 'cpu', because: '20.5 of 256 CPU cores requested, no FailedScheduling event names it' },
    { cause: 'memory', because: '13,312 of 65,536 MiB of memory requested, no FailedScheduling event names it' },
    { cause: 'pod-limit', because: '201 of 1,100 pods requested, no FailedScheduling event names it' },
    {
      cause: 'quota',
      because: 'no ResourceQuota of the namespace was read, and no answer and no event contains "exceeded quota"',
    },
    { cause: 'server-slots', because: 'no job was answered 429 or 503' },
    {
      cause: 'port-range',
      because: '0 of 2,768 NodePorts were held before the first job, no answer names a full range or a taken port',
    },
    { cause: 'pod-network', because: 'no FailedCreatePodSandBox event of a missing job names the network' },
    {
      cause: 'containers-dying',
      because: 'no container of a missing job ended with an error, was OOMKilled or restarted',
    },
    { cause: 'api-throttling', because: 'no answer names it, 0 of 400 calls of the suite itself were throttled' },
    {
      cause: 'connections-lost',
      because: '200 requests, none was refused, reset or lost, and every port of a Ready pod answered',
    },
    { cause: 'idle-cleanup', because: 'no pod that had been Ready succeeded or disappeared by itself' },
    {
      cause: 'slow-creation',
      because: 'every request was sent and answered, the latency stays at its level of 100 ms over 200 answers',
    },
    {
      cause: 'slow-start',
      because: 'no pod without another cause was late; 200 pods Ready 1.4 s after their answer (median)',
    },
  ]);
});

for (const [first, second] of [
  [
    ['gpu', noGpu],
    ['server-slots', noSlot],
  ],
  [
    ['quota', noQuota],
    ['containers-dying', crashed],
  ],
  [
    ['slow-start', stuckInPull],
    ['gpu', noGpu],
  ],
  [
    ['idle-cleanup', removed],
    ['cpu', noCpu],
  ],
  [
    ['pod-network', withoutAddress],
    ['containers-dying', outOfMemory],
  ],
  [
    ['api-throttling', throttled],
    ['slow-creation', silent],
  ],
] as readonly (readonly [readonly [string, MakeJob], readonly [string, MakeJob]])[]) {
  test(`names both ${first[0]} and ${second[0]}, the one that explains more first`, () => {
    const { ranked: causes, unexplained } = diagnose(
      createRecord(createJobs([140, alive], [40, first[1]], [20, second[1]])),
    );
    expect(causes.map(({ cause, jobsExplained }) => [cause, jobsExplained])).to.deep.equal([
      [first[0], 40],
      [second[0], 20],
    ]);
    expect(unexplained).to.equal(0);
  });
}

test('states for how many jobs it knows no cause', () => {
  const {
    ranked: causes,
    unexplained,
    ruledOut: cleared,
  } = diagnose(createRecord(createJobs([150, alive], [30, refused(500, 'boom')], [20, noGpu])));
  expect(causes.map(({ cause, jobsExplained }) => [cause, jobsExplained])).to.deep.equal([['gpu', 20]]);
  expect(unexplained).to.equal(30);
  expect(cleared.length).to.equal(causeNames.length - 1);
});

test('states the number of jobs from which a server takes longer', () => {
  const slower = accepted((number) => (number < 100 ? 100 : 100 * (number - 99)));
  const record = createRecord(createJobs([100, alive], [44, slower], [40, silent], [16, neverSent]));
  expect(listRanked(record)).to.deep.equal([
    'slow-creation high 56: Slow creation: 40 requests without an answer, 16 jobs never requested because all 50 workers waited; the latency leaves its level of 100 ms at 100 jobs, to 16.8 s → let the server create jobs faster: 144 jobs in 4.7 s (30.6/s), 56 jobs short; 200 in that time need 42.6/s',
  ]);
});

test('counts jobs whose pods never appeared while the server waited as slow creation', () => {
  const inVain = refused(503, 'rolled back: no pod of Job grpc-job-1-2 exists after 10000 ms');
  expect(listRanked(createRecord(createJobs([190, alive], [10, inVain])))).to.deep.equal([
    'slow-creation medium 10: Slow creation: 10 jobs refused after the server had waited in vain; the latency stays at its level of 100 ms over 190 answers → let the server create jobs faster: 190 jobs in 400 ms (475/s), 10 jobs short; 200 in that time need 500/s',
  ]);
});

test('judges no cause from events that could not be read', () => {
  const record = createRecord(createJobs([150, alive], [50, (base) => base]));
  expect(listRuledOut(record, 'gpu')).to.equal(
    'could not be judged: no event of the 50 pods that are missing was read',
  );
  expect(listRuledOut(record, 'pod-network')).to.equal(
    'could not be judged: no event of the 50 pods that are missing was read',
  );
});

test('judges no node that could not be read', () => {
  const record = createRecord(createJobs([200, alive]), { nodes: [], notMeasured: 'nodes is forbidden' });
  expect(listRuledOut(record, 'node-unavailable')).to.equal(
    'could not be judged: the nodes could not be read (nodes is forbidden)',
  );
});

test('does not count jobs that an interruption cut off as slow', () => {
  const unanswered: MakeJob = ({ answer: _, answeredMs: __, pod: ___, ...base }) => ({ ...base, class: 'lost' });
  const record = createRecord(createJobs([100, alive], [50, unanswered], [50, (base) => base]), {
    interrupted: 'SIGINT',
    endedMs: 5_000,
  });
  const { ranked: causes, unexplained, cutOff } = diagnose(record);
  expect(causes).to.deep.equal([]);
  expect([unexplained, cutOff]).to.deep.equal([0, 100]);
});

test('finds nothing for no job, and for one', () => {
  expect(diagnose(createRecord([])).ranked).to.deep.equal([]);
  expect(diagnose(createRecord(createJobs([1, noGpu]))).ranked.map(({ jobsExplained }) => jobsExplained)).to.deep.equal(
    [1],
  );
  expect(diagnose(createRecord(createJobs([1, refused(500, '')]))).unexplained).to.equal(1);
});

test('stays short and clean whatever a server or a cluster answers', () => {
  const hostile = `${'\u001b[31m<script>alert(1)</script>\ud800 exceeded quota: '}${'x, requested: '.repeat(800_000)}`;
  const record = createRecord(createJobs([150, alive], [25, refused(429, hostile)], [25, unscheduled(hostile)]), {
    serverLog: [hostile],
    notMeasured: hostile,
  });
  const texts = JSON.stringify(diagnose(record));
  expect(texts.length).to.be.below(20_000);
  expect(texts.includes('\\u001b') || texts.includes('\\ud800')).to.equal(false);
});
