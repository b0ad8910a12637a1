// Jobs, Deployments and ReplicaSets as kubectl prints them.
import type { Stored } from '../../store';
import { ageOf, humanDuration } from './age';
import { AGE, type Column, labelText, NAME, plain, type TableLayout, wide } from './layout';

const TEMPLATE_COLUMNS = wide('Containers', 'Images', 'Selector');

export const jobLayout: TableLayout<Stored<'jobs'>> = {
  columns: [NAME, ...plain('Completions', 'Duration'), AGE, ...TEMPLATE_COLUMNS],
  cells: (job, now) => [
    job.metadata.name,
    completionText(job),
    durationText(job, now),
    ageOf(job.metadata.creationTimestamp, now),
    ...templateCells(job.spec),
  ],
};

export const deploymentLayout: TableLayout<Stored<'deployments'>> = {
  columns: [NAME, ...plain('Ready', 'Up-to-date', 'Available'), AGE, ...TEMPLATE_COLUMNS],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
    ...templateCells(spec),
  ],
};

export const replicaSetLayout: TableLayout<Stored<'replicasets'>> = {
  columns: [NAME, count('Desired'), count('Current'), count('Ready'), AGE, ...TEMPLATE_COLUMNS],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
    ...templateCells(spec),
  ],
};

type Templated = Stored<'jobs' | 'deployments' | 'replicasets'>['spec'];

function templateCells(spec: Templated): readonly string[] {
  const containers = spec?.template?.spec?.containers ?? [];
  const names = containers.map(({ name }) => name).join(',');
  const images = containers.map(({ image }) => image).join(',');
  return [names, images, labelText(spec?.selector?.matchLabels)];
}

function completionText({ spec, status }: Stored<'jobs'>): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationText({ status }: Stored<'jobs'>, now: Date): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now.getTime();
  return humanDuration((end - Date.parse(status.startTime)) / 1000);
}

function count(name: string): Column {
  return { name, type: 'integer' };
}
