// What is wrong with a pod's specification.
import type { Cause } from '../status-error';
import { duplicate, invalidValue, required, unknownReference, unsupported } from './causes';
import { dnsLabel, environmentName, portName } from './names';
import type { Container, PodSpec } from './pod-defaults';
import { resourceCauses } from './resource-rules';

/** Everything that is wrong; `field` is where the specification stands, such as `spec.template.spec`. */
export function podSpecCauses(spec: PodSpec | undefined, field: string): readonly Cause[] {
  const { containers = [], initContainers = [], volumes = [] } = spec ?? {};
  const volumeNames = volumes.map(({ name }) => name);
  const all = (list: readonly Container[], path: string): readonly Cause[] =>
    list.flatMap((container, index) => [
      ...nameCauses(container.name, isRepeated(list, index), `${path}[${index}].name`),
      ...containerCauses(container, `${path}[${index}]`, volumeNames),
    ]);
  return [
    ...volumes.flatMap((volume, index) =>
      nameCauses(volume.name, volumeNames.indexOf(volume.name) < index, `${field}.volumes[${index}].name`),
    ),
    ...(containers.length === 0 ? [required(`${field}.containers`)] : all(containers, `${field}.containers`)),
    ...all(initContainers, `${field}.initContainers`),
    ...policyCauses(spec, field),
    ...deadlineCauses(spec?.activeDeadlineSeconds, `${field}.activeDeadlineSeconds`),
  ];
}

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function policyCauses(spec: PodSpec | undefined, field: string): readonly Cause[] {
  const { restartPolicy = 'Always', dnsPolicy = 'ClusterFirst' } = spec ?? {};
  return [
    ...(RESTART_POLICIES.includes(restartPolicy)
      ? []
      : [unsupported(`${field}.restartPolicy`, restartPolicy, RESTART_POLICIES)]),
    ...(DNS_POLICIES.includes(dnsPolicy) ? [] : [unsupported(`${field}.dnsPolicy`, dnsPolicy, DNS_POLICIES)]),
  ];
}

function deadlineCauses(seconds: number | undefined, field: string): readonly Cause[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= 2_147_483_647)) return [];
  return [invalidValue(field, seconds, 'must be between 1 and 2147483647, inclusive')];
}

function nameCauses(name: string, isSecond: boolean, field: string): readonly Cause[] {
  if (!name) return [required(field)];
  return [
    ...dnsLabel(name).map((why) => invalidValue(field, name, why)),
    ...(isSecond ? [duplicate(field, name)] : []),
  ];
}

function containerCauses(container: Container, field: string, volumes: readonly string[]): readonly Cause[] {
  const { image, imagePullPolicy = 'Always', ports = [], env = [], volumeMounts = [] } = container;
  return [
    ...(image ? [] : [required(`${field}.image`)]),
    ...(PULL_POLICIES.includes(imagePullPolicy)
      ? []
      : [unsupported(`${field}.imagePullPolicy`, imagePullPolicy, PULL_POLICIES)]),
    ...ports.flatMap((port, index) => portCauses(port, `${field}.ports[${index}]`)),
    ...env.flatMap((variable, index) => environmentCauses(variable.name, `${field}.env[${index}].name`)),
    ...volumeMounts.flatMap((mount, index) => mountCauses(mount, `${field}.volumeMounts[${index}]`, volumes)),
    ...probeCauses(container, field),
    ...resourceCauses(container.resources, `${field}.resources`),
  ];
}

function portCauses(port: NonNullable<Container['ports']>[number], field: string): readonly Cause[] {
  const { name, containerPort, protocol = 'TCP' } = port;
  return [
    ...(name ? portName(name).map((why) => invalidValue(`${field}.name`, name, why)) : []),
    ...(containerPort ? numberCauses(`${field}.containerPort`, containerPort) : [required(`${field}.containerPort`)]),
    ...(PROTOCOLS.includes(protocol) ? [] : [unsupported(`${field}.protocol`, protocol, PROTOCOLS)]),
  ];
}

/** A port's number. */
export function numberCauses(field: string, port: number): readonly Cause[] {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return [];
  return [invalidValue(field, port, 'must be between 1 and 65535, inclusive')];
}

function environmentCauses(name: string, field: string): readonly Cause[] {
  return name ? environmentName(name).map((why) => invalidValue(field, name, why)) : [required(field)];
}

function mountCauses(
  { name, mountPath }: { readonly name: string; readonly mountPath: string },
  field: string,
  volumes: readonly string[],
): readonly Cause[] {
  return [
    ...(volumes.includes(name) ? [] : [name ? unknownReference(`${field}.name`, name) : required(`${field}.name`)]),
    ...(mountPath ? [] : [required(`${field}.mountPath`)]),
  ];
}

function probeCauses(container: Container, field: string): readonly Cause[] {
  const kinds = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
  return kinds
    .filter((kind) => {
      const probe = container[kind];
      return probe && !probe.exec && !probe.httpGet && !probe.tcpSocket && !probe.grpc;
    })
    .map((kind) => required(`${field}.${kind}`, 'must specify a handler type'));
}

function isRepeated(list: readonly Container[], index: number): boolean {
  return list.findIndex(({ name }) => name === list[index]?.name) < index;
}
