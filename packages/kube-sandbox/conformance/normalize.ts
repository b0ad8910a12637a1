// Replaces in an answer what differs from run to run, so that the rest differs only where clusters differ.

/** Strings that stand for something else in every transcript: the namespace of the scenario, generated names. */
export type Replacements = Map<string, string>;

const byKey = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
  'startTime',
  'completionTime',
  'startedAt',
  'finishedAt',
  'lastTransitionTime',
  'lastProbeTime',
  'lastUpdateTime',
  'expirationTimestamp',
  'containerID',
  'imageID',
  'nodePort',
  'controller-uid',
  'continue',
  'token',
]);

/** Dumps of Go's values and messages of its JSON decoder: no client can rely on them. */
const goWords: readonly (readonly [RegExp, string])[] = [
  [/\n\s+core\.PodSpec\{.*\}\n/s, ''],
  [/"?core\.PodTemplateSpec\{.*\}"?(?=: field is immutable)/gs, '<template>'],
  [/resource\.Quantity\{.*?s:("[^"]*").*?\}(?=: must)/g, '$1'],
  [/(cannot be handled as a \w+: ).*/s, '$1<message of the decoder>'],
  [/(json parse error: ).*/s, '$1<message of the decoder>'],
  [/(continue key is not valid: ).*/s, '$1<message of the decoder>'],
];

const inText: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?!-)\b/g, '<ip>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/resource version: \d+ \(\d+\)/g, 'resource version: <n> (<n>)'],
  [/, current: \d+/g, ', current: <n>'],
  [/ResourceVersion in record \(\d+\)/g, 'ResourceVersion in record (<n>)'],
  [/containerd:\/\/[0-9a-f]{64}/g, '<container>'],
  [/\bin \d+(?:\.\d+)?m?s\b/g, 'in <duration>'],
];

/** A copy with placeholders such as `<uid>`. Field managers are dropped: they name who wrote a field, not what it contains. */
export function normalize(value: unknown, replacements: Replacements): unknown {
  learnGeneratedNames(value, replacements);
  return normalizeValue(value, '', replacements);
}

function normalizeValue(value: unknown, key: string, replacements: Replacements): unknown {
  if (byKey.has(key) && value !== null && typeof value !== 'object') return `<${key}>`;
  if (typeof value === 'string') return normalizeText(value, replacements);
  if (Array.isArray(value))
    return dropRepeated(
      key,
      value.map((item) => normalizeValue(item, '', replacements)),
    );
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== 'managedFields')
    .map(([name, item]) => [name, normalizeValue(item, name, replacements)] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}

/** Kubernetes lists some causes twice, as some fields are validated twice. */
function dropRepeated(key: string, items: readonly unknown[]): readonly unknown[] {
  if (key !== 'causes') return items;
  const texts = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

/** The same for a text. */
export function normalizeText(text: string, replacements: Replacements): string {
  const named = [...replacements].reduce((all, [from, to]) => all.replaceAll(from, to), text);
  return [...goWords, ...inText].reduce((all, [pattern, placeholder]) => all.replace(pattern, placeholder), named);
}

function learnGeneratedNames(value: unknown, replacements: Replacements): void {
  if (Array.isArray(value)) for (const item of value) learnGeneratedNames(item, replacements);
  if (typeof value !== 'object' || value === null) return;
  const { generateName, name } = value as Readonly<Record<string, unknown>>;
  if (typeof generateName === 'string' && typeof name === 'string') replacements.set(name, `${generateName}<random>`);
  for (const item of Object.values(value)) learnGeneratedNames(item, replacements);
}
