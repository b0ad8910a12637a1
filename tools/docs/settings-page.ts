// docs/settings.md: every setting of a profile and every environment variable, from their schemas.
import { z } from 'zod';
import { overridesSchema } from '../../support/environment/overrides-schema';
import { profileSchema } from '../../support/environment/profile-schema';
import { otherVariables } from './environment-variables';
import { governedSentences } from './governed-sentences';
import { type Column, formatCode, renderPage, renderTable } from './markdown';
import type { Setting } from './setting';

/** The part of a JSON Schema that matters here; `meaning` is this project's own. */
const nodeSchema = z.looseObject({
  default: z.unknown().optional(),
  description: z.string().default(''),
  meaning: z.string().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
});

export function renderSettingsPage(): string {
  return renderPage('Settings', '`support/environment/profile-schema.ts`', [
    'An environment is described by a profile in `support/environment/profiles/`; `FOCUS_ENV` names it. A profile names only what differs from the defaults. Where a profile demands less than a sentence of the features promises, the step, the report and the verdict state it; where `capacity.enforcement` is `required`, such a run is not accepted (except on the sandbox). A wrong key, type or value ends the run with exit code 2 and a line that names file, key, value and what would be valid.',
    '## Profile',
    renderSettingsTable(listSettings(profileSchema), sentences),
    '## Environment variables',
    'They override the profile. An empty variable counts as absent.',
    renderSettingsTable([...listSettings(overridesSchema), ...otherVariables]),
  ]);
}

/** Beside each setting of a profile the sentences that it governs. */
const sentences: Column<Setting> = {
  title: 'sentences that it governs',
  cell: ({ name }) => (governedSentences[name] ?? []).join('; '),
};

function renderSettingsTable(settings: readonly Setting[], ...more: readonly Column<Setting>[]): string {
  return renderTable(settings, [
    { title: 'setting', cell: ({ name }) => formatCode(name) },
    { title: 'meaning', cell: ({ meaning }) => meaning },
    { title: 'default', cell: ({ fallback }) => (fallback === undefined ? '' : formatCode(JSON.stringify(fallback))) },
    { title: 'valid', cell: ({ valid }) => valid },
    ...more,
  ]);
}

/** @throws Error for a setting whose schema does not describe its meaning */
export function listSettings(schema: z.ZodType): Setting[] {
  return flatten('', nodeSchema.parse(z.toJSONSchema(schema, { io: 'input' })));
}

function flatten(prefix: string, node: z.infer<typeof nodeSchema>): Setting[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const name = `${prefix}${key}`;
    if (child.meaning !== undefined) {
      return [{ name, fallback: child.default, valid: child.description, meaning: child.meaning }];
    }
    if (child.properties === undefined)
      throw new Error(`The setting ${name} has no meaning in its schema: add .meta({ meaning }).`);
    return flatten(`${name}.`, child);
  });
}
