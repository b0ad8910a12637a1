// Jobs, Deployments and ReplicaSets as kubectl prints them.
import type { Stored } from '../../store';
import { formatAge, formatDuration } from './duration-text';
import {
  ageColumn,
  type Column,
  formatLabels,
  nameColumn,
  type TableLayout,
  toColumns,
  toWideColumns,
} from './table-layout';

const templateColumns = toWideColumns('Containers', 'Images', 'Selector');

export const jobLayout: TableLayout<Stored<'jobs'>> = {
  columns: [nameColumn, ...toColumns('Completions', 'Duration'), ageColumn, ...templateColumns],
  cells: (job, now) => [
    job.metadata.name,
    formatCompletions(job),
    formatJobDuration(job, now),
    formatAge(job.metadata.creationTimestamp, now),
    ...createTemplateCells(job.spec),
  ],
};

export const deploymentLayout: TableLayout<Stored<'deployments'>> = {
  columns: [nameColumn, ...toColumns('Ready', 'Up-to-date', 'Available'), ageColumn, ...templateColumns],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    formatAge(metadata.creationTimestamp, now),
    ...createTemplateCells(spec),
  ],
};

export const replicaSetLayout: TableLayout<Stored<'replicasets'>> = {
  columns: [
    nameColumn,
    toCountColumn('Desired'),
    toCountColumn('Current'),
    toCountColumn('Ready'),
    ageColumn,
    ...templateColumns,
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    formatAge(metadata.creationTimestamp, now),
    ...createTemplateCells(spec),
  ],
};

type Templated = Stored<'jobs' | 'deployments' | 'replicasets'>['spec'];

function createTemplateCells(spec: Templated): readonly string[] {
  const containers = spec?.template?.spec?.containers ?? [];
  const names = containers.map(({ name }) => name).join(',');
  const images = containers.map(({ image }) => image).join(',');
  return [names, images, formatLabels(spec?.selector?.matchLabels)];
}

function formatCompletions({ spec, status }: Stored<'jobs'>): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function formatJobDuration({ status }: Stored<'jobs'>, now: Date): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now.getTime();
  return formatDuration((end - Date.parse(status.startTime)) / 1000);
}

function toCountColumn(name: string): Column {
  return { name, type: 'integer' };
}
