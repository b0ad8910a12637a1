// The tables of the README that derive from the sources: the served resources and the policies.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { subresourceDefinitions } from '../src/api/subresource-definitions';
import { formatApiVersion, type ResourceDefinition, resourceDefinitions } from '../src/store';

/** The README with its tables as the sources have them; each stands between `<!-- NAME -->` and `<!-- end -->`. */
export function updateTables(readme: string): string {
  const tables: Readonly<Record<string, string>> = { resources: createResourceTable(), policies: createPolicyTable() };
  return readme.replace(/(<!-- (\w+) -->\n).*?(<!-- end -->)/gs, (_all, start: string, name: string, end: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`README.md has a table "${name}"; expected resources or policies`);
    return `${start}${table}${end}`;
  });
}

function createResourceTable(): string {
  const groups = Map.groupBy(resourceDefinitions.values(), formatApiVersion);
  return createTable(
    ['API', 'resources'],
    [...groups].map(([version, definitions]) => [`\`${version}\``, definitions.map(describeResource).join(', ')]),
  );
}

function describeResource({ plural, status }: ResourceDefinition): string {
  const others = (subresourceDefinitions[plural] ?? []).map(({ name }) => name);
  const subresources = [...others, ...(status ? ['status'] : [])];
  return subresources.length === 0 ? plural : `${plural} (${subresources.join(', ')})`;
}

function createPolicyTable(): string {
  const file = path.join(__dirname, '../src/policies.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const unions = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .map(({ type }) => type)
    .filter(ts.isUnionTypeNode);
  const rows = unions.flatMap((union) =>
    union.types.filter(ts.isTypeLiteralNode).map((variant, index) => {
      // The comment of a variant stands before its bar, which follows the variant before it.
      const commentStart = union.types[index - 1]?.end ?? union.pos;
      return [...describePolicy(variant, source), readComment(source.text, commentStart)];
    }),
  );
  return createTable(['policy', 'parameters', 'effect'], rows);
}

function describePolicy(variant: ts.TypeLiteralNode, source: ts.SourceFile): string[] {
  const [name = '', ...parameters] = variant.members.filter(ts.isPropertySignature).map((member) => {
    const field = member.name.getText(source);
    const type = member.type?.getText(source) ?? '';
    return field === 'policy' ? type.replaceAll("'", '') : `${field}${member.questionToken ? '?' : ''}`;
  });
  return [`\`${name}\``, parameters.map((parameter) => `\`${parameter}\``).join(', ')];
}

function readComment(text: string, position: number): string {
  const [range] = ts.getLeadingCommentRanges(text, position) ?? [];
  return text
    .slice(range?.pos, range?.end ?? 0)
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/\n\s*\*?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function createTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return lines.join('');
}
