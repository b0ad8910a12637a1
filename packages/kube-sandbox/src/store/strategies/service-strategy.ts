// Services: their defaults and what makes them invalid; an admission allocates their addresses and ports.
import { isIP } from 'node:net';
import type { Cause } from '../status-error';
import type { Draft } from '../store-types';
import { duplicate, forbiddenField, GoText, invalidValue, required, unsupported } from './field-causes';
import { checkLabels } from './metadata-rules';
import { portName } from './name-rules';
import { checkPortNumber } from './pod-rules';
import type { Strategy } from './strategy';

export type ServiceSpec = NonNullable<Draft<'services'>['spec']>;
export type ServicePort = NonNullable<ServiceSpec['ports']>[number];

export const serviceStrategy: Strategy<'services'> = {
  prepareCreate(draft) {
    fillService(draft);
    draft.status = { loadBalancer: {} };
  },
  prepareUpdate(draft, stored) {
    fillService(draft);
    const { clusterIP } = stored.spec ?? {};
    // A client that replaces a Service need not know its address.
    if (draft.spec && draft.spec.type !== 'ExternalName' && clusterIP) draft.spec.clusterIP ??= clusterIP;
  },
  validate(draft, stored) {
    const { spec = {} } = draft;
    const { ports = [], clusterIP } = spec;
    const needsPorts = spec.type !== 'ExternalName' && clusterIP !== 'None';
    const storedIP = stored?.spec?.clusterIP;
    return [
      // Kubernetes 1.20 replaces a Service only at a version that the client names.
      ...(stored && !draft.metadata.resourceVersion
        ? [invalidValue('metadata.resourceVersion', '', 'must be specified for an update')]
        : []),
      ...(needsPorts && ports.length === 0 ? [required('spec.ports')] : []),
      ...ports.flatMap((port, index) => checkPort(spec, port, index)),
      ...checkLabels('spec.selector', spec.selector),
      ...checkTypes(spec),
      ...checkAddresses(spec),
      ...(storedIP && clusterIP !== storedIP && spec.type !== 'ExternalName'
        ? [
            invalidValue(
              'spec.clusterIPs[0]',
              new GoText(`[]string{${JSON.stringify(clusterIP)}}`),
              'may not change once set',
            ),
          ]
        : []),
    ];
  },
};

const serviceTypes = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const sessionAffinities = ['ClientIP', 'None'];

/** Whether each of the Service's ports has a node port. */
export function hasNodePorts(spec: { readonly type?: string } | undefined): boolean {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer';
}

function fillService(draft: Draft<'services'>): void {
  draft.spec ??= {};
  const { spec } = draft;
  spec.type ??= 'ClusterIP';
  spec.sessionAffinity ??= 'None';
  if (hasNodePorts(spec)) spec.externalTrafficPolicy ??= 'Cluster';
  for (const port of spec.ports ?? []) {
    port.protocol ??= 'TCP';
    port.targetPort ||= port.port;
  }
}

function checkPort(spec: ServiceSpec, port: ServicePort, index: number): readonly Cause[] {
  const { ports = [] } = spec;
  const field = `spec.ports[${index}]`;
  const earlier = ports.slice(0, index);
  const isSecond = earlier.some((other) => other.port === port.port && other.protocol === port.protocol);
  const isNameTaken = port.name !== undefined && earlier.some((other) => other.name === port.name);
  return [
    ...(ports.length > 1 && !port.name ? [required(`${field}.name`)] : []),
    ...(isNameTaken ? [duplicate(`${field}.name`, port.name)] : []),
    ...checkPortNumber(`${field}.port`, port.port),
    ...checkTarget(`${field}.targetPort`, port.targetPort),
    ...(protocols.includes(port.protocol ?? 'TCP')
      ? []
      : [unsupported(`${field}.protocol`, port.protocol ?? '', protocols)]),
    ...checkNodePort(spec, port, earlier, `${field}.nodePort`),
    ...(isSecond ? [duplicate(field, formatGoPort(port))] : []),
  ];
}

function checkTarget(field: string, target: ServicePort['targetPort']): readonly Cause[] {
  if (target === undefined) return [];
  if (typeof target === 'number') return checkPortNumber(field, target);
  return portName(target).map((why) => invalidValue(field, target, why));
}

function checkNodePort(
  spec: ServiceSpec,
  port: ServicePort,
  earlier: readonly ServicePort[],
  field: string,
): readonly Cause[] {
  if (!port.nodePort) return [];
  if (!hasNodePorts(spec)) return [forbiddenField(field, `may not be used when \`type\` is '${spec.type}'`)];
  const isSecond = earlier.some((other) => other.nodePort === port.nodePort && other.protocol === port.protocol);
  return isSecond ? [duplicate(field, port.nodePort)] : [];
}

function checkTypes({
  type = 'ClusterIP',
  sessionAffinity = 'None',
  externalTrafficPolicy = 'Cluster',
  externalName,
}: ServiceSpec): readonly Cause[] {
  const policies = ['', 'Cluster', 'Local'];
  return [
    ...(sessionAffinities.includes(sessionAffinity)
      ? []
      : [unsupported('spec.sessionAffinity', sessionAffinity, sessionAffinities)]),
    ...(serviceTypes.includes(type) ? [] : [unsupported('spec.type', type, serviceTypes)]),
    ...(type === 'ExternalName' && !externalName ? [required('spec.externalName')] : []),
    ...(policies.includes(externalTrafficPolicy)
      ? []
      : [
          invalidValue(
            'spec.externalTrafficPolicy',
            externalTrafficPolicy,
            'ExternalTrafficPolicy must be empty, Cluster or Local',
          ),
        ]),
  ];
}

function checkAddresses({ clusterIP, externalIPs = [] }: ServiceSpec): readonly Cause[] {
  const isAddress = !clusterIP || clusterIP === 'None' || isIP(clusterIP) !== 0;
  return [
    ...(isAddress
      ? []
      : [
          invalidValue(
            'spec.clusterIPs[0]',
            clusterIP,
            'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
          ),
        ]),
    ...externalIPs.flatMap((address, index) => checkExternalAddress(address, `spec.externalIPs[${index}]`)),
  ];
}

function checkExternalAddress(address: string, field: string): readonly Cause[] {
  if (isIP(address) === 0)
    return [invalidValue(field, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  if (address.startsWith('127.'))
    return [invalidValue(field, address, 'may not be in the loopback range (127.0.0.0/8)')];
  return [];
}

function formatGoPort({ protocol, port }: ServicePort): GoText {
  const target = 'intstr.IntOrString{Type:0, IntVal:0, StrVal:""}';
  return new GoText(
    `core.ServicePort{Name:"", Protocol:${JSON.stringify(protocol)}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:${target}, NodePort:0}`,
  );
}
