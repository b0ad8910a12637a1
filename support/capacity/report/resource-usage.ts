// The offered, requested and used resources of the nodes, in the format of the reports.
import { max, mean } from 'simple-statistics';
import type { Amounts, CapacityNode, CapacityRecord } from '../capacity-record';
import { toQuotable } from '../figures';
import type { Measurements } from './measurements-schema';

type SystemResources = Measurements['system_resources'];
type NodeResource = SystemResources['nodes'][number]['resources'][string];

export function summarizeResources(record: CapacityRecord): SystemResources {
  const { nodes, perJob, quotas, nodePortsBefore, notMeasured, serverChanges, serverLog, apiCalls } = record;
  return {
    nodes: nodes.map(summarizeNode),
    per_job: mapByName(Object.keys(perJob), (name) => ({
      unit: findUnit(name),
      requested: scaleAmount(name, perJob[name] ?? 0),
    })),
    quotas: quotas.map(({ name, hard, used }) => ({ name: toQuotable(name), hard: { ...hard }, used: { ...used } })),
    node_ports_before: nodePortsBefore,
    not_measured: notMeasured === undefined ? null : toQuotable(notMeasured),
    server_changes: serverChanges.map((change) => toQuotable(change)),
    server_log: serverLog.map((line) => toQuotable(line)),
    api_calls: { ...apiCalls },
  };
}

function findUnit(resource: string): NodeResource['unit'] {
  if (resource === 'cpu') return 'cores';
  return isBytes(resource) ? 'MiB' : 'pieces';
}

/** An amount in the unit of the reports. */
function scaleAmount(resource: string, amount: number): number {
  return Number((isBytes(resource) ? amount / 2 ** 20 : amount).toFixed(3));
}

function summarizeNode(node: CapacityNode): SystemResources['nodes'][number] {
  const { name, ready, cordoned, condition, allocatable, samples } = node;
  const seen = [allocatable, ...samples.flatMap(({ requested, used }) => [requested, used ?? {}])];
  const names = [...new Set(seen.flatMap((amounts) => Object.keys(amounts)))].sort();
  return {
    name: toQuotable(name),
    ready,
    cordoned,
    condition: toQuotable(condition),
    samples: samples.length,
    resources: mapByName(names, (resource) => summarizeResource(resource, node)),
  };
}

function summarizeResource(resource: string, { allocatable, samples }: CapacityNode): NodeResource {
  const listValues = (amounts: readonly Amounts[]) => amounts.map((one) => scaleAmount(resource, one[resource] ?? 0));
  const requested = listValues(samples.map((sample) => sample.requested));
  const used = listValues(samples.flatMap((sample) => (sample.used?.[resource] === undefined ? [] : [sample.used])));
  const offered = allocatable[resource];
  return {
    unit: findUnit(resource),
    allocatable: offered === undefined ? null : scaleAmount(resource, offered),
    requested: requested.length === 0 ? null : { before: requested[0] ?? 0, ...computeMeanAndPeak(requested) },
    used: used.length === 0 ? null : computeMeanAndPeak(used),
  };
}

function computeMeanAndPeak(values: readonly number[]): { mean: number; peak: number } {
  return { mean: Number(mean([...values]).toFixed(3)), peak: max([...values]) };
}

function mapByName<Value>(names: readonly string[], value: (name: string) => Value): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

function isBytes(resource: string): boolean {
  return resource === 'memory' || resource.endsWith('storage') || resource.startsWith('hugepages-');
}
