// The two kinds of error that are not a fault of the product, each with its own exit code, and the messages of errors.

/** The call or the configuration is wrong: the run ends with exit code 2. The message states what is wrong and what would be valid. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** The environment could not be used (unreachable, no permission): exit code 3. The message states what was tried and what to do. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** The message of an error, or the text of anything else that was thrown. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The chain of messages of an error and its causes, outermost first, on one line; safe for causes that refer to each other. */
export function toMessageChain(error: unknown): string {
  const messages: string[] = [];
  const seen = new Set<unknown>();
  for (let current = error; current !== undefined && !seen.has(current); ) {
    seen.add(current);
    messages.push(toMessage(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return messages.join(': ');
}
