// Which sentences of the features each setting of a profile governs: the setting decides how much of the promise is demanded.

const plateau = "at least 95 % of them are alive together for as long as the environment's profile demands";
const soak = 'jobs come and go for 1 hour, at least one every 5 minutes';
const use = 'the CPU and memory of the server stay below their critical share, where the cluster measures them';

/** Sentences by the name of the setting. */
export const governedSentences: Readonly<Record<string, readonly string[]>> = {
  'deadlines.podCreatedMs': [
    'within 10 seconds the job exists in the cluster under the id in the answer',
    "within 10 seconds the job's pod exists, owned by the job and labelled after it",
    "within 10 seconds the job's Service and cleanup Job exist",
  ],
  'deadlines.podRunningMs': [
    'within 30 seconds the pod goes from Pending to Running and is Ready',
    'within 30 seconds the job runs',
    'within 30 seconds the newest job runs',
  ],
  'deadlines.cleanedUpMs': [
    'within 35 seconds no objects of the cancelled job remain',
    'within 35 seconds no objects of the jobs remain',
    'the port of the cancelled job refuses connections, unless another job holds it already',
    'within 35 seconds it gets that port',
  ],
  'deadlines.takenBackMs': ['within 35 seconds no objects of the refused request remain'],
  'deadlines.streamReadyMs': [
    "within 10 seconds the endpoints of each Service hold the address of the job's pod",
    'within 10 seconds the stream address of each job answers as a gRPC server',
  ],
  'deadlines.serverReadyMs': ["the server is back within the time that the environment's profile allows"],
  'deadlines.metricsMs': ['the CPU and memory use of its pod can be read, where the cluster measures it'],
  'resources.cpu': ["all requests and limits are within the bounds of the environment's profile"],
  'resources.memory': ["all requests and limits are within the bounds of the environment's profile"],
  'resources.gpu': ["the pod requests the GPU share of the environment's profile"],
  'thresholds.cpuCritical': [use],
  'thresholds.memoryCritical': [use],
  'capacity.target': ['200 light jobs are requested at once'],
  'capacity.minimum': ["it is at least the minimum of the environment's profile"],
  'capacity.successRate': [plateau],
  'capacity.plateauMs': [plateau],
  'stability.durationMs': [soak],
  'stability.intervalMs': [soak],
  'stability.memoryGrowth': ['the memory of the server does not grow, where the cluster measures it'],
  'stability.latencyGrowth': ['opening a job takes no longer at the end than at the beginning'],
  logErrorPatterns: ["the server's log since its start holds no error line"],
  'outcomes.takenPort': [
    "the taken port is handled as the environment's profile documents",
    "each taken port is handled as the environment's profile documents",
  ],
  'outcomes.partlyRecorded': ["it has the outcome that the environment's profile documents"],
  'outcomes.runningRecording': ["it has the outcome that the environment's profile documents"],
};
