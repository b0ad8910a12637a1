// What the server's part of a fault gets as a parameter, since the file of a fault imports nothing but types.
import { setTimeout as delay } from 'node:timers/promises';
import { fibre } from '../data/data-source';
import { nameObjects, parseSlot } from '../jobs/job';
import { gpuShare, streamPort } from '../jobs/job-objects';
import { toNodePort, toServicePort } from '../jobs/ports';
import { listFrequencies } from '../rest/answers';
import { Crash } from '../rest/crash';
import { refuse, refuseInternally } from '../rest/refusal';
import { isLive, viewTypes } from '../rest/rules';
import { createMarker, removeFoundJobs, removePortHolders } from './cluster-tools';
import { alsoRemove, changeContainer, changeJob, changeService, holdPort, keep, omit } from './object-tools';
import { changeProblems, readMessage, readProblems } from './refusal-tools';
import { applyLimitsOnlyTo, omitRule } from './rule-tools';

export const serverTools = {
  /** Thrown, it ends the server in the middle of a request. */
  crash: (message: string) => new Crash(message),
  delay,
  refuseInternally,
  refuse,
  fibre,
  gpuShare,
  isLive,
  listFrequencies,
  nameObjects,
  parseSlot,
  streamPort,
  toNodePort,
  toServicePort,
  viewTypes,
  alsoRemove,
  changeContainer,
  changeJob,
  changeProblems,
  changeService,
  createMarker,
  holdPort,
  keep,
  applyLimitsOnlyTo,
  omit,
  omitRule,
  readMessage,
  readProblems,
  removeFoundJobs,
  removePortHolders,
} as const;

export type ServerTools = typeof serverTools;
