// The defaults of a pod's specification.
import { canonicalizeQuantity } from '../../quantity';
import type { Draft } from '../store-types';

export type PodSpec = NonNullable<Draft<'pods'>['spec']>;
export type Container = PodSpec['containers'][number];
type Probe = NonNullable<Container['readinessProbe']>;

/** Defaults that also a template gets. Source: `SetDefaults_PodSpec` and `SetDefaults_Container`. */
export function fillPodSpec(spec: PodSpec): void {
  spec.restartPolicy ??= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ??= 'default-scheduler';
  for (const volume of spec.volumes ?? []) {
    if (Object.keys(volume).length === 1) volume.emptyDir = {};
  }
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) fillContainer(container);
}

/** Defaults of a pod alone. Source: `SetDefaults_Pod` and the admission plugins that every cluster has. */
export function fillPod(spec: PodSpec): void {
  for (const { resources } of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    if (!resources?.limits) continue;
    resources.requests = { ...resources.limits, ...resources.requests };
  }
  spec.serviceAccountName ||= 'default';
  spec.serviceAccount = spec.serviceAccountName;
  spec.enableServiceLinks ??= true;
  spec.priority ??= 0;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  spec.tolerations = [...(spec.tolerations ?? []), ...nodeTolerations.filter((one) => !isTolerated(spec, one.key))];
}

const nodeTolerations = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

function isTolerated({ tolerations = [] }: PodSpec, key: string): boolean {
  return tolerations.some((toleration) => toleration.key === key && toleration.effect === 'NoExecute');
}

function fillContainer(container: Container): void {
  container.resources ??= {};
  for (const amounts of [container.resources.limits, container.resources.requests]) canonicalize(amounts);
  container.terminationMessagePath ??= '/dev/termination-log';
  container.terminationMessagePolicy ??= 'File';
  container.imagePullPolicy ??= isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent';
  for (const port of container.ports ?? []) port.protocol ??= 'TCP';
  for (const variable of container.env ?? []) {
    if (variable.valueFrom?.fieldRef) variable.valueFrom.fieldRef.apiVersion ??= 'v1';
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) fillProbe(probe);
  }
}

function fillProbe(probe: Probe): void {
  probe.timeoutSeconds ??= 1;
  probe.periodSeconds ??= 10;
  probe.successThreshold ??= 1;
  probe.failureThreshold ??= 3;
  if (!probe.httpGet) return;
  probe.httpGet.path ??= '/';
  probe.httpGet.scheme ??= 'HTTP';
}

function canonicalize(amounts: Record<string, string> | undefined): void {
  for (const [name, amount] of Object.entries(amounts ?? {}))
    Object.assign(amounts ?? {}, { [name]: canonicalizeQuantity(amount) });
}

function isLatest(image: string): boolean {
  const [, tag = 'latest'] = /:(?<tag>[^/:@]+)$/.exec(image) ?? [];
  return tag === 'latest' && !image.includes('@');
}
