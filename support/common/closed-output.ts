// The output of a command whose reader has ended, such as `head`.

/** From now on such a reader does not end the command, which goes on to its exit code: an import or a proof would be left in the middle. */
export function ignoreClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
