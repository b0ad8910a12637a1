// The environment variables that override a profile.
import { z } from 'zod';
import { address, count, namespace, text } from './setting-forms';

const rampText = /^(burst|\d+(,\d+)*)$/;

/** An empty variable counts as absent. */
export const overridesSchema = z.object({
  FOCUS_ENV: z.string().default('sandbox').meta({ meaning: 'name of the environment, or path of your own profile' }),
  FOCUS_BASE_URL: address().optional().meta({ meaning: 'overrides baseUrl' }),
  FOCUS_NAMESPACE: namespace().optional().meta({ meaning: 'overrides namespace' }),
  FOCUS_CA_FILE: text().optional().meta({ meaning: 'overrides tls.caFile' }),
  KUBECONFIG: text().optional().meta({ meaning: 'overrides kubeconfig' }),
  CAPACITY_TARGET: z.coerce
    .number()
    .pipe(count())
    .optional()
    .describe('a whole number above 0')
    .meta({ meaning: 'overrides capacity.target; a lower one lowers capacity.minimum too' }),
  CAPACITY_RAMP: z
    .string()
    .regex(rampText)
    .optional()
    .describe('"burst", or steps such as "10,20,30"')
    .meta({ meaning: 'overrides capacity.ramp' }),
});

export type Overrides = z.infer<typeof overridesSchema>;
