// The text of `npm run sandbox -- --help`, with every fault.
import { listFaultNames, loadFault } from '../catalogue/fault-files';

/** Loads every fault, so that a run without `--help` should not call it. */
export function makeHelpText(): string {
  const faults = listFaultNames().map(loadFault);
  const width = Math.max(...faults.map(({ name }) => name.length));
  const lines = faults.map(({ name, record }) => `  ${name.padEnd(width)}  ${record.does}\n`);
  return `Starts the sandbox and keeps it up until SIGINT or SIGTERM. The first line of stdout is one JSON object:
{"focusServerUrl", "kubeconfig", "namespace"}.

npm run sandbox -- [--fault NAME]… [--kubeconfig PATH [--image NAME]] [--namespace NS] [--grace SECONDS]

  --fault NAME       adds a fault to the sandbox; may be repeated
  --kubeconfig PATH  deploys the stand-in Focus Server to that cluster instead of an embedded one
  --image NAME       its image there (default localhost/focus:1; npm run sandbox:image and Dockerfile build it)
  --namespace NS     default panda
  --grace SECONDS    that a job's pod has to end after its cancel (default 5; that of Kubernetes is 30)
  --help             this text

Faults:
${lines.join('')}`;
}
