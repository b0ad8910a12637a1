// reports/run.json: what was tested, for programs that send the reports on.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EnvironmentVersions } from '../environment';
import { toSafeText } from '../redaction/known-secrets';
import { reportFiles } from './report-files';
import { type RunFile, runFileSchema } from './run-file-schema';

interface DescribedRun {
  readonly runId: string;
  readonly environment: string;
  readonly startedAt: Date;
  readonly baseUrl: string | undefined;
  /** Undefined when the run ended before the environment was ready. */
  readonly versions: EnvironmentVersions | undefined;
}

/** Writes the file. */
export function writeRunFile(folder: string, described: DescribedRun): void {
  const { runId, environment, startedAt, baseUrl, versions } = described;
  const file: RunFile = {
    runId,
    environment,
    startedAt: startedAt.toISOString(),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(versions !== undefined && { kubernetes: versions.kubernetes }),
    ...(versions?.product.software !== undefined && { software: versions.product.software }),
    images: [...(versions?.product.images ?? [])],
  };
  const text = JSON.stringify(runFileSchema.parse(file), null, 2);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, reportFiles.run), `${toSafeText(text)}\n`);
}
