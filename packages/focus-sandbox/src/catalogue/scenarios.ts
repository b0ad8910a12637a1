// The scenarios that the catalogue names, by the `@id` tags of the features.

export const scenarios = {
  spawns: '@id:job-spawns-pod',
  resources: '@id:job-gets-resources',
  exposed: '@id:job-port-exposed',
  cancel: '@id:cancel-cleans-up',
  cancelledId: '@id:cancelled-id-stays-void',
  observable: '@id:job-observable',
  twoPorts: '@id:port-free-before-job',
  takenPort: '@id:port-taken',
  cancelledPort: '@id:port-of-cancelled-job',
  liveAsSaid: '@id:live-data-as-metadata-say',
  liveFlows: '@id:live-data-flow',
  liveMissing: '@id:live-data-missing',
  recorded: '@id:historic-data-recorded',
  unrecorded: '@id:historic-data-missing',
  wrongRecorded: '@id:historic-data-wrong',
  partlyRecorded: '@id:historic-data-partly-recorded',
  stillRecorded: '@id:historic-data-still-recorded',
  future: '@id:future-times-refused',
  timeOrder: '@id:disordered-times-refused',
  channels: '@id:channels-accepted',
  wrongChannels: '@id:channels-refused',
  frequencies: '@id:frequencies-accepted',
  wrongFrequencies: '@id:frequencies-refused',
  nfftMulti: '@id:nfft-multi-channel-accepted',
  nfftSingle: '@id:nfft-single-channel-accepted',
  wrongNfft: '@id:nfft-refused',
  waterfall: '@id:waterfall-accepted',
  wrongViews: '@id:views-refused',
  wrongWaterfalls: '@id:waterfalls-refused',
  throughput: '@id:throughput-estimate',
  incomplete: '@id:incomplete-refused',
  clarity: '@id:refusals-clear',
  costFree: '@id:refusals-cost-nothing',
  startup: '@id:clean-startup',
  restart: '@id:clean-restart',
  soak: '@id:stable-over-time',
  noDataError: '@id:predictable-without-data',
  portError: '@id:predictable-port-in-use',
  rollback: '@id:rollback',
  brokenApi: '@id:rollback-broken-api',
  capacityTarget: '@id:capacity-target',
  capacityDiscovery: '@id:capacity-discovery',
} as const;

/** The outlines in which wrong investigations are refused, and the scenario about all of them. */
export const refusals: readonly string[] = [
  scenarios.wrongChannels,
  scenarios.wrongFrequencies,
  scenarios.wrongNfft,
  scenarios.wrongViews,
  scenarios.wrongWaterfalls,
  scenarios.future,
  scenarios.timeOrder,
  scenarios.wrongRecorded,
  scenarios.incomplete,
  scenarios.clarity,
];

/** The scenarios in which an investigation is accepted and its answer looked at. */
export const acceptances: readonly string[] = [
  scenarios.channels,
  scenarios.frequencies,
  scenarios.nfftMulti,
  scenarios.nfftSingle,
  scenarios.waterfall,
  scenarios.recorded,
  scenarios.throughput,
];

/** Those whose investigation is accepted and whose answer is looked at because of its data, not of its parameters. */
const dataOnes: readonly string[] = [
  scenarios.liveAsSaid,
  scenarios.liveFlows,
  scenarios.partlyRecorded,
  scenarios.stillRecorded,
];

/** The scenarios in which a job is opened for what it shows of the job itself. */
const jobOnes: readonly string[] = [
  scenarios.spawns,
  scenarios.resources,
  scenarios.exposed,
  scenarios.cancel,
  scenarios.cancelledId,
  scenarios.observable,
  scenarios.twoPorts,
  scenarios.takenPort,
  scenarios.cancelledPort,
  scenarios.costFree,
  scenarios.startup,
  scenarios.restart,
  scenarios.rollback,
  scenarios.brokenApi,
  scenarios.portError,
];

/** The scenarios that cannot hold where no job is opened. */
export const openings: readonly string[] = [...acceptances, ...dataOnes, ...jobOnes];

/** The scenarios in which a request is refused because of what it asks for or for want of data. */
export const everyRefusal: readonly string[] = [
  ...refusals,
  scenarios.unrecorded,
  scenarios.liveMissing,
  scenarios.noDataError,
];
