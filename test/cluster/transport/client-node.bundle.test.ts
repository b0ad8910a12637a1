// The private serializer of client-node: an upgrade that changes it is reported here, on one line.
import { test } from 'node:test';
import { expect } from 'chai';
import { z } from 'zod';
import { describeChange, expectUnchanged, type PrivatePart } from '../../private-part';

interface Serializer {
  deserialize(data: unknown, type: string): unknown;
}

const moduleSchema = z.object({
  ObjectSerializer: z.custom<Serializer>((value) => typeof value === 'function' && 'deserialize' in value),
});
const podSchema = z.object({ metadata: z.object({ creationTimestamp: z.date() }) });

const serializer: PrivatePart = {
  packageName: '@kubernetes/client-node',
  path: 'dist/serializer.js',
  needs: 'ObjectSerializer.deserialize(object, "V1Pod") that returns times as Date',
  importedBy: 'support/cluster/transport/client-node.bundle.ts',
  works: (part) => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', creationTimestamp: '2026-11-27T10:00:00Z' } };
    const typed = moduleSchema.safeParse(part).data?.ObjectSerializer.deserialize(pod, 'V1Pod');
    return podSchema.safeParse(typed).success;
  },
};

test('client-node has the serializer that watches need', () => {
  expectUnchanged(serializer);
});

test('a client-node without the file is reported on one line', () => {
  expect(describeChange(serializer, (name) => loadUpgrade(name))).to.equal(
    '@kubernetes/client-node 9.0.0 changed its private dist/serializer.js: expected ObjectSerializer.deserialize(object, "V1Pod") that returns times as Date; seen: Cannot find module \'@kubernetes/client-node/dist/serializer.js\'. Adapt support/cluster/transport/client-node.bundle.ts.',
  );
});

test('a serializer that leaves times as texts is reported on one line', () => {
  const ObjectSerializer = Object.assign(() => undefined, { deserialize: (data: unknown) => data });
  expect(describeChange(serializer, (name) => loadUpgrade(name, { ObjectSerializer }))).to.equal(
    '@kubernetes/client-node 9.0.0 changed its private dist/serializer.js: expected ObjectSerializer.deserialize(object, "V1Pod") that returns times as Date; seen: something else. Adapt support/cluster/transport/client-node.bundle.ts.',
  );
});

/** Loads a later version of the package, with another module in it or with none. */
function loadUpgrade(name: string, part?: unknown): unknown {
  if (name.endsWith('/package.json')) return { version: '9.0.0' };
  if (part === undefined) throw new Error(`Cannot find module '${name}'\nRequire stack:\n- somewhere`);
  return part;
}
