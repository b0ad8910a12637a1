// What a real cluster answered, recorded so that the comparison also runs without one.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Transcript } from './transcript';

const transcriptSchema = z.array(z.object({ step: z.string(), result: z.unknown() }));

/** The recording of a scenario; throws an error that explains how to make it when there is none. */
export async function readRecording(scenario: string): Promise<Transcript> {
  const file = getFile(scenario);
  try {
    return transcriptSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(
      `No recording of "${scenario}" can be read from ${file}. Make it on a real cluster: CONFORMANCE_KUBECONFIG=… CONFORMANCE_RECORD=1 npm run conformance`,
      { cause },
    );
  }
}

export async function writeRecording(scenario: string, transcript: Transcript): Promise<void> {
  await writeFile(getFile(scenario), `${JSON.stringify(transcript, null, 1)}\n`);
}

function getFile(scenario: string): string {
  return join(__dirname, 'recordings', `${scenario.replaceAll(/[^a-zA-Z]+/g, '-')}.json`);
}
