// The files of the faults and the features agree.
import { type FaultRecord, listFaultNames, loadFaultFile, type Scenarios } from 'focus-sandbox/catalogue';
import { z } from 'zod';
import { type CataloguedFault, createCataloguedFault, findId, findProvable } from '../faults/catalogue';
import { findMembers, findStaleSentences, groupNames } from '../faults/scenario-groups';
import { type FeatureSet, formatPosition } from '../project/feature-set';
import type { Finding, Rule } from './findings';

const groupsFile = 'tools/faults/scenario-groups.ts';

const invalidFile: Rule = {
  one: 'file of a fault that is not valid',
  many: 'files of faults that are not valid',
  advice: 'export `record` and `behavior`, as packages/focus-sandbox/src/fault.ts describes them',
};
const unknownScenario: Rule = {
  one: 'fault that names an unknown scenario',
  many: 'faults that name an unknown scenario',
  advice: 'use the @id: tag of a scenario, or a group from tools/faults/scenario-groups.ts',
};
const neverCaught: Rule = {
  one: 'fault that no scenario has to catch',
  many: 'faults that no scenario has to catch',
  advice: 'name the scenarios that must turn red',
};
const caughtThoughTolerated: Rule = {
  one: 'tolerated fault that a scenario has to catch',
  many: 'tolerated faults that a scenario has to catch',
  advice: 'leave `caughtBy` empty, or remove `tolerated`',
};
const unprovenScenario: Rule = {
  one: 'scenario that catches no fault',
  many: 'scenarios that catch no fault',
  advice: 'nothing shows that it can fail; add a fault that it must catch',
};
const emptyGroup: Rule = {
  one: 'group without a scenario',
  many: 'groups without a scenario',
  advice: 'use the sentences of the features',
};
const staleSentence: Rule = {
  one: 'sentence of a group that no scenario contains',
  many: 'sentences of groups that no scenario contains',
  advice: 'use the words of the features',
};

const flag = z.literal(true).exactOptional();
const scenarios = z.array(z.custom<Scenarios>((value) => typeof value === 'string', 'a list of texts is needed'));
const part = z.unknown().exactOptional();

const fileSchema = z.strictObject({
  record: z.strictObject({
    does: z.string().min(1),
    kind: z.enum(['answer', 'object', 'controller', 'node', 'network', 'program']),
    caughtBy: scenarios,
    mayAlsoFail: scenarios.exactOptional(),
    tolerated: flag,
    slowsDown: flag,
    waitsLong: flag,
    breaksJobs: flag,
    provedApart: flag,
  }),
  behavior: z
    .strictObject({ server: part, pods: part, cluster: part, deployment: part })
    .refine((behavior) => Object.keys(behavior).length > 0, 'it changes no part of the sandbox'),
});

/** What the file of a fault exports, whatever that is. */
export interface ExportedFault {
  readonly name: string;
  readonly exported: unknown;
}

/** Loads every fault. */
export function loadFaults(): ExportedFault[] {
  return listFaultNames().map((name) => ({ name, exported: loadFaultFile(name) }));
}

export function findFaultProblems(faults: readonly ExportedFault[], features: FeatureSet): Finding[] {
  const parsed = faults.map(({ name, exported }) => ({ name, file: fileSchema.safeParse(exported) }));
  const records = parsed.flatMap(({ name, file }) => (file.success ? [{ name, record: file.data.record }] : []));
  return [
    ...parsed.flatMap(({ name, file }) => (file.success ? [] : describeInvalid(name, file.error))),
    ...records.flatMap(({ name, record }) => findRecordProblems(name, record, features)),
    ...findUnprovenScenarios(
      records.map(({ name, record }) => createCataloguedFault(name, record, features)),
      features,
    ),
    ...findGroupProblems(features),
  ];
}

function describeInvalid(name: string, { issues }: z.ZodError): Finding[] {
  return issues.map(({ path, message }) =>
    createFinding(invalidFile, name, `${path.join('.') || 'exports'}: ${message}`),
  );
}

function findRecordProblems(name: string, record: FaultRecord, features: FeatureSet): Finding[] {
  const known = [...features.scenarios.map(findId), ...groupNames];
  const unknown = [...record.caughtBy, ...(record.mayAlsoFail ?? [])].filter((scenario) => !known.includes(scenario));
  const isCaught = record.caughtBy.length > 0;
  return [
    ...unknown.map((scenario) => createFinding(unknownScenario, name, scenario)),
    ...(!isCaught && record.tolerated !== true ? [createFinding(neverCaught, name)] : []),
    ...(isCaught && record.tolerated === true ? [createFinding(caughtThoughTolerated, name)] : []),
  ];
}

function findUnprovenScenarios(faults: readonly CataloguedFault[], features: FeatureSet): Finding[] {
  const caught = new Set(faults.flatMap(({ caughtBy }) => caughtBy));
  return findProvable(features)
    .filter((scenario) => !caught.has(findId(scenario) ?? ''))
    .map(({ uri, scenario }) => ({
      rule: unprovenScenario,
      position: formatPosition(uri, scenario.location),
      text: scenario.name,
    }));
}

function findGroupProblems(features: FeatureSet): Finding[] {
  const empty = groupNames.filter((name) => findMembers(name, features).length === 0);
  return [
    ...empty.map((name) => ({ rule: emptyGroup, position: groupsFile, text: name })),
    ...findStaleSentences(features).map((text) => ({ rule: staleSentence, position: groupsFile, text })),
  ];
}

function createFinding(rule: Rule, fault: string, text = ''): Finding {
  return { rule, position: `packages/focus-sandbox/src/faults/${fault.replaceAll(':', '/')}.ts`, text };
}
