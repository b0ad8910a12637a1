// How the parts of the suite reach what an environment describes.
import type { FocusServerOptions } from '../focus-server';
import type { Environment } from './load';

/** The REST client's options for the environment's Focus Server. */
export function focusServerOptions(environment: Environment): FocusServerOptions {
  const { baseUrl, deadlines, tls } = environment;
  return { baseUrl, requestMs: deadlines.requestMs, tls };
}
