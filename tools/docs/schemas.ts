// The JSON Schemas of the files that the suite writes for other programs.
import { z } from 'zod';

export function formatSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
}
