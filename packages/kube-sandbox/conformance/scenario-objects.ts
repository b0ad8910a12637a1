// Objects that the conformance scenarios create.

/** A pod of the conformance program. Without a ServiceAccount token, as the mounts of those differ in names only. */
export function createPod(name: string, image: string, args: readonly string[], more: object = {}): object {
  return { metadata: { name, labels: { app: name } }, spec: { ...createPodSpec(image, args), ...more } };
}

/** A pod template's spec. */
export function createPodSpec(image: string, args: readonly string[], container: object = {}): object {
  const env = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
  const main = { name: 'main', image, imagePullPolicy: 'Never', args: ['/app/main.js', ...args], env, ...container };
  return {
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 10,
    containers: [main],
  };
}

/** A Job whose first failed pod ends it. */
export function createJob(name: string, image: string, args: readonly string[], more: object = {}): object {
  const template = { metadata: { labels: { app: name } }, spec: createPodSpec(image, args) };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { backoffLimit: 0, template, ...more } };
}

/** A Service that selects the pods of `createPod` and `createJob` with the same name. */
export function createService(name: string, spec: object = {}): object {
  const ports = [{ port: 12301, targetPort: 5000 }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports, ...spec } };
}
