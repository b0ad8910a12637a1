// What is wrong with a pod's specification.
import type { Cause } from '../status-error';
import { duplicate, invalidValue, required, unknownReference, unsupported } from './field-causes';
import { dnsLabel, environmentName, portName } from './name-rules';
import type { Container, PodSpec } from './pod-defaults';
import { checkResources } from './resource-rules';

/** Everything that is wrong; `field` is where the specification stands, such as `spec.template.spec`. */
export function checkPodSpec(spec: PodSpec | undefined, field: string): readonly Cause[] {
  const { containers = [], initContainers = [], volumes = [] } = spec ?? {};
  const volumeNames = volumes.map(({ name }) => name);
  const all = (list: readonly Container[], path: string): readonly Cause[] =>
    list.flatMap((container, index) => [
      ...checkName(container.name, isRepeated(list, index), `${path}[${index}].name`),
      ...checkContainer(container, `${path}[${index}]`, volumeNames),
    ]);
  return [
    ...volumes.flatMap((volume, index) =>
      checkName(volume.name, volumeNames.indexOf(volume.name) < index, `${field}.volumes[${index}].name`),
    ),
    ...(containers.length === 0 ? [required(`${field}.containers`)] : all(containers, `${field}.containers`)),
    ...all(initContainers, `${field}.initContainers`),
    ...checkPolicies(spec, field),
    ...checkDeadline(spec?.activeDeadlineSeconds, `${field}.activeDeadlineSeconds`),
  ];
}

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const protocols = ['SCTP', 'TCP', 'UDP'];

function checkPolicies(spec: PodSpec | undefined, field: string): readonly Cause[] {
  const { restartPolicy = 'Always', dnsPolicy = 'ClusterFirst' } = spec ?? {};
  return [
    ...(restartPolicies.includes(restartPolicy)
      ? []
      : [unsupported(`${field}.restartPolicy`, restartPolicy, restartPolicies)]),
    ...(dnsPolicies.includes(dnsPolicy) ? [] : [unsupported(`${field}.dnsPolicy`, dnsPolicy, dnsPolicies)]),
  ];
}

function checkDeadline(seconds: number | undefined, field: string): readonly Cause[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= 2_147_483_647)) return [];
  return [invalidValue(field, seconds, 'must be between 1 and 2147483647, inclusive')];
}

function checkName(name: string, isSecond: boolean, field: string): readonly Cause[] {
  if (!name) return [required(field)];
  return [
    ...dnsLabel(name).map((why) => invalidValue(field, name, why)),
    ...(isSecond ? [duplicate(field, name)] : []),
  ];
}

function checkContainer(container: Container, field: string, volumes: readonly string[]): readonly Cause[] {
  const { image, imagePullPolicy = 'Always', ports = [], env = [], volumeMounts = [] } = container;
  return [
    ...(image ? [] : [required(`${field}.image`)]),
    ...(pullPolicies.includes(imagePullPolicy)
      ? []
      : [unsupported(`${field}.imagePullPolicy`, imagePullPolicy, pullPolicies)]),
    ...ports.flatMap((port, index) => checkPort(port, `${field}.ports[${index}]`)),
    ...env.flatMap((variable, index) => checkVariable(variable.name, `${field}.env[${index}].name`)),
    ...volumeMounts.flatMap((mount, index) => checkMount(mount, `${field}.volumeMounts[${index}]`, volumes)),
    ...checkProbes(container, field),
    ...checkResources(container.resources, `${field}.resources`),
  ];
}

function checkPort(port: NonNullable<Container['ports']>[number], field: string): readonly Cause[] {
  const { name, containerPort, protocol = 'TCP' } = port;
  return [
    ...(name ? portName(name).map((why) => invalidValue(`${field}.name`, name, why)) : []),
    ...(containerPort
      ? checkPortNumber(`${field}.containerPort`, containerPort)
      : [required(`${field}.containerPort`)]),
    ...(protocols.includes(protocol) ? [] : [unsupported(`${field}.protocol`, protocol, protocols)]),
  ];
}

/** A port's number. */
export function checkPortNumber(field: string, port: number): readonly Cause[] {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return [];
  return [invalidValue(field, port, 'must be between 1 and 65535, inclusive')];
}

function checkVariable(name: string, field: string): readonly Cause[] {
  return name ? environmentName(name).map((why) => invalidValue(field, name, why)) : [required(field)];
}

function checkMount(
  { name, mountPath }: { readonly name: string; readonly mountPath: string },
  field: string,
  volumes: readonly string[],
): readonly Cause[] {
  return [
    ...(volumes.includes(name) ? [] : [name ? unknownReference(`${field}.name`, name) : required(`${field}.name`)]),
    ...(mountPath ? [] : [required(`${field}.mountPath`)]),
  ];
}

function checkProbes(container: Container, field: string): readonly Cause[] {
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
