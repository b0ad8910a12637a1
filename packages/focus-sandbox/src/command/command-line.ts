// The command line of `npm run sandbox`.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findNearest } from '../catalogue/nearest';
import type { StandInOptions } from '../deployment/options';

/** The call is wrong; the message is one line with what is wrong and what would be valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface SandboxCall {
  /** The text of `--help` is wanted, and nothing else. */
  readonly help: boolean;
  readonly faults: readonly string[];
  /** Deploy to this cluster instead of an embedded one. */
  readonly kubeconfig?: string;
  readonly standIn: Pick<StandInOptions, 'image' | 'namespace' | 'graceSeconds'>;
}

const options = {
  fault: { type: 'string', multiple: true },
  kubeconfig: { type: 'string' },
  image: { type: 'string' },
  namespace: { type: 'string' },
  grace: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the arguments. Throws `UsageError` for an unknown flag or a missing value. */
export function parseCommandLine(args: readonly string[]): SandboxCall {
  const { fault = [], kubeconfig, image, namespace, grace, help = false } = parse(args);
  if (image !== undefined && kubeconfig === undefined) {
    throw new UsageError('--image needs --kubeconfig: the embedded cluster runs the stand-in without an image');
  }
  return {
    help,
    faults: fault,
    ...(kubeconfig === undefined ? {} : { kubeconfig: resolve(kubeconfig) }),
    standIn: {
      ...(image === undefined ? {} : { image }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(grace === undefined ? {} : { graceSeconds: readSeconds(grace) }),
    },
  };
}

function readSeconds(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError(`--grace is "${text}"; it must be a whole number of seconds, such as 30`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const flag = args.find((arg) => arg.startsWith('--') && !Object.hasOwn(options, arg.slice(2).replace(/=.*/, '')));
    throw new UsageError(flag === undefined ? readMessage(cause) : describeUnknownFlag(flag), { cause });
  }
}

function describeUnknownFlag(flag: string): string {
  const valid = Object.keys(options).map((name) => `--${name}`);
  return `unknown flag "${flag}"; nearest: ${findNearest(flag, valid).join(', ')}`;
}

function readMessage(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
