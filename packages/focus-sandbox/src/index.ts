// What the suite uses of this package: it starts a sandbox, in a thread of its own.
export { UnknownFaultError } from './catalogue/fault-files';
export type { Sandbox, SandboxOptions } from './sandbox-contract';
export { SandboxThread, startSandboxInWorker } from './worker/worker';
