// What the suite uses of the sandbox: it starts one, in a thread of its own.
export { UnknownFaultError } from './catalogue/fault-selection';
export type { Sandbox, SandboxOptions } from './sandbox-contract';
export { startSandboxInWorker } from './worker/worker';
