// Runs Cucumber without executing anything, and collects its messages: its exit code does not show undefined or ambiguous steps.
import { Writable } from 'node:stream';
import { type IRunConfiguration, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';

/**
 * The messages of a dry run of all features of the project in `cwd`, whatever its configuration filters. Plugins and formatters stay out: no
 * sandbox is started and no report written.
 * @throws what the support code throws while it is loaded
 */
export async function dryRun(cwd: string): Promise<Envelope[]> {
  const { runConfiguration } = await loadConfiguration({}, { cwd });
  const envelopes: Envelope[] = [];
  await runCucumber(
    removeEffects(runConfiguration),
    { cwd, stdout: createNullStream(), stderr: createNullStream() },
    (envelope) => {
      envelopes.push(envelope);
    },
  );
  return envelopes;
}

function removeEffects({ sources, support, runtime }: IRunConfiguration): IRunConfiguration {
  return {
    sources: { ...sources, names: [], tagExpression: '' },
    support,
    runtime: { ...runtime, dryRun: true, parallel: 0, retry: 0 },
    formats: { stdout: 'progress', files: {}, publish: false, options: {} },
    plugins: { specifiers: [], options: {} },
  };
}

// Parse errors are reported from the messages, like every other finding.
function createNullStream(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
