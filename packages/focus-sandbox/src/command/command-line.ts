// The command line of `npm run sandbox`.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { faults } from '../catalogue/faults';
import { nearest } from '../catalogue/nearest';
import type { StandInOptions } from '../deployment/options';

/** The call is wrong; the message says what and what would be valid, on one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface SandboxCall {
  readonly help?: never;
  readonly faults: readonly string[];
  /** Deploy to this cluster instead of an embedded one. */
  readonly kubeconfig?: string;
  readonly standIn: Pick<StandInOptions, 'image' | 'namespace'>;
}

const options = {
  fault: { type: 'string', multiple: true },
  kubeconfig: { type: 'string' },
  image: { type: 'string' },
  namespace: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the arguments. Throws `UsageError` for an unknown flag or a missing value. */
export function parseCommandLine(args: readonly string[]): SandboxCall | { readonly help: string } {
  const { fault = [], kubeconfig, image, namespace, help } = parse(args);
  if (help) {
    return { help: helpText() };
  }
  if (image !== undefined && kubeconfig === undefined) {
    throw new UsageError('--image needs --kubeconfig: the embedded cluster runs the stand-in without an image');
  }
  return {
    faults: fault,
    ...(kubeconfig === undefined ? {} : { kubeconfig: resolve(kubeconfig) }),
    standIn: { ...(image === undefined ? {} : { image }), ...(namespace === undefined ? {} : { namespace }) },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const flag = args.find((arg) => arg.startsWith('--') && !Object.hasOwn(options, arg.slice(2).replace(/=.*/, '')));
    throw new UsageError(flag === undefined ? messageOf(cause) : unknownFlag(flag), { cause });
  }
}

function unknownFlag(flag: string): string {
  const valid = Object.keys(options).map((name) => `--${name}`);
  return `unknown flag "${flag}"; nearest: ${nearest(flag, valid).join(', ')}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function helpText(): string {
  const width = Math.max(...faults.map(({ name }) => name.length));
  const catalogue = faults.map(({ name, does }) => `  ${name.padEnd(width)}  ${does}\n`).join('');
  return `Starts the sandbox and keeps it up until SIGINT or SIGTERM. The first line of stdout is one JSON object:
{"focusServerUrl", "kubeconfig", "namespace"}.

npm run sandbox -- [--fault NAME]… [--kubeconfig PATH [--image NAME]] [--namespace NS]

  --fault NAME       lets the sandbox misbehave; may be repeated
  --kubeconfig PATH  deploys the stand-in Focus Server to that cluster instead of an embedded one
  --image NAME       its image there (default localhost/focus:1; npm run sandbox:image and Dockerfile build it)
  --namespace NS     default panda
  --help             this text

Faults:
${catalogue}`;
}
