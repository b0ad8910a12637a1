// Which names, labels and the like are valid, with Kubernetes' messages.

/** Why a text is not valid; none when it is. */
export type TextRule = (text: string) => readonly string[];

/** Names of most objects. */
export const subdomain: TextRule = createRule({
  maxLength: 253,
  pattern: '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
  what: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ['example.com'],
});

/** Names of namespaces, containers and volumes. */
export const dnsLabel: TextRule = createRule({
  maxLength: 63,
  pattern: '[a-z0-9]([-a-z0-9]*[a-z0-9])?',
  what: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ['my-name', '123-abc'],
});

/** Names of Services. */
export const dns1035Label: TextRule = createRule({
  maxLength: 63,
  pattern: '[a-z]([-a-z0-9]*[a-z0-9])?',
  what: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ['my-name', 'abc-123'],
});

export const environmentName: TextRule = createRule({
  maxLength: Number.POSITIVE_INFINITY,
  pattern: '[-._a-zA-Z][-._a-zA-Z0-9]*',
  what: "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  examples: ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
});

export const labelValue: TextRule = createRule({
  maxLength: 63,
  pattern: '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
  what: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyValue', 'my_value', '12345'],
});

/** Keys of labels and annotations: a name, or a DNS subdomain, `/` and a name. */
export function qualifiedName(text: string): readonly string[] {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) {
    return [
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ];
  }
  const prefix = parts.length === 2 ? checkPrefix(parts[0] ?? '') : [];
  if (name === '') return [...prefix, 'name part must be non-empty', ...namePart(name)];
  return [...prefix, ...namePart(name)];
}

/** Names of ports. */
export function portName(text: string): readonly string[] {
  const problems: string[] = [];
  if (text.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(text))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) problems.push('must contain at least one letter or number (a-z, 0-9)');
  if (text.includes('--')) problems.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

const namePart: TextRule = createRule({
  maxLength: 63,
  pattern: '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
  what: "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyName', 'my.name', '123-abc'],
});

interface TextPattern {
  readonly maxLength: number;
  readonly pattern: string;
  readonly what: string;
  readonly examples: readonly string[];
}

function createRule({ maxLength, pattern, what, examples }: TextPattern): TextRule {
  const expression = new RegExp(`^${pattern}$`);
  const shown = examples.map((example) => `'${example}'`).join(',  or ');
  const mismatch = `${what} (e.g. ${shown}, regex used for validation is '${pattern}')`;
  return (text) => [
    ...(text.length > maxLength ? [`must be no more than ${maxLength} characters`] : []),
    ...(expression.test(text) ? [] : [mismatch]),
  ];
}

function checkPrefix(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return subdomain(prefix).map((why) => `prefix part ${why}`);
}
