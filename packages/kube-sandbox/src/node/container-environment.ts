// What a container's program gets: arguments, environment, credentials.
import type { ServiceAccountCredentials } from '../container-program';
import type { TokenIssuer } from '../part-interfaces';
import type { Stored } from '../store';
import type { NodeOptions } from './node-options';

export type Container = NonNullable<Stored<'pods'>['spec']>['containers'][number];

/** Where the pod runs. */
export interface Placement {
  readonly podIp: string;
  readonly nodeName: string;
  readonly nodeAddress: string;
}

/** The container's environment: the API server's address, then its own variables, in which `$(NAME)` stands for earlier ones. */
export function createEnvironment(
  pod: Stored<'pods'>,
  { env = [] }: Container,
  { host, port }: NodeOptions['apiServer'],
  placement: Placement,
): Record<string, string> {
  const variables: Record<string, string> = {
    HOSTNAME: pod.metadata.name,
    KUBERNETES_SERVICE_HOST: host,
    KUBERNETES_SERVICE_PORT: String(port),
    KUBERNETES_SERVICE_PORT_HTTPS: String(port),
  };
  for (const { name, value, valueFrom } of env) {
    const path = valueFrom?.fieldRef?.fieldPath;
    variables[name] =
      path === undefined ? expandVariables(value ?? '', variables) : readDownwardField(pod, path, placement);
  }
  return variables;
}

/** The container's arguments. Its `command` names the executable inside a real image, which does not exist here. */
export function createArguments({ args = [] }: Container, env: Readonly<Record<string, string>>): string[] {
  return args.map((argument) => expandVariables(argument, env));
}

/** The credentials that are mounted into the pod, unless it disables that. */
export function createCredentials(
  { metadata, spec }: Stored<'pods'>,
  { host, port, caPem }: NodeOptions['apiServer'],
  tokens: TokenIssuer,
): ServiceAccountCredentials | undefined {
  if (spec?.automountServiceAccountToken === false) return undefined;
  const { namespace = 'default' } = metadata;
  const token = tokens.issue(namespace, spec?.serviceAccountName ?? 'default');
  return { server: `https://${host}:${port}`, caPem, token, namespace };
}

function expandVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\((\w[\w.-]*)\)/g, (found, name?: string) =>
    name === undefined ? '$' : (variables[name] ?? found),
  );
}

function readDownwardField({ metadata, spec }: Stored<'pods'>, path: string, placement: Placement): string {
  const keyed = /^metadata\.(?<field>labels|annotations)\['(?<key>[^']+)'\]$/.exec(path)?.groups;
  if (keyed) return metadata[keyed.field === 'labels' ? 'labels' : 'annotations']?.[keyed.key ?? ''] ?? '';
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': placement.nodeName,
    'spec.serviceAccountName': spec?.serviceAccountName,
    'status.podIP': placement.podIp,
    'status.hostIP': placement.nodeAddress,
  };
  return fields[path] ?? '';
}
