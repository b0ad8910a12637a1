// What the calls of the REST API work with.
import type { DataSource } from '../data/data-source';
import type { Hooks } from '../hooks';
import type { Jobs } from '../jobs/jobs';
import type { ServerSettings } from '../settings';
import type { StartCounter } from './start-counter';

export interface ServerParts {
  readonly jobs: Jobs;
  readonly source: DataSource;
  readonly settings: ServerSettings;
  readonly hooks: Hooks;
  readonly starts: StartCounter;
}
