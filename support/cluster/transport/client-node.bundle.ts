// What the suite uses of the Kubernetes client, and of the HTTP client below it: ts-node-cache loads this module as one file, not as a thousand.
export {
  AppsV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoreV1Api,
  createConfiguration,
  findHomeDir,
  KubeConfig,
  RequestContext,
  ResponseContext,
  SelfDecodingBody,
  ServerConfiguration,
  VersionApi,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
// The package does not export its serializer, which its own calls use for their answers; watches need it for theirs.
export { ObjectSerializer } from '@kubernetes/client-node/dist/serializer.js';
export { Agent, ProxyAgent, request } from 'undici';
