// The token of Xray Cloud, and its GraphQL API.
import { z } from 'zod';
import { ConfigurationError, EnvironmentError } from '../../common/errors';
import type { CloudSecrets } from '../xray-settings';
import type { Authorization, HttpCaller } from './http-caller';

/** A JSON Web Token: three parts of base64url. */
const tokenSchema = z.string().regex(/^[\w-]{2,}(\.[\w-]{2,}){2}$/);
const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export class CloudSession implements Authorization {
  readonly #caller: HttpCaller;
  readonly #apiUrl: string;
  readonly #secrets: CloudSecrets;
  #token: Promise<string> | undefined;

  constructor(caller: HttpCaller, apiUrl: string, secrets: CloudSecrets) {
    this.#caller = caller;
    this.#apiUrl = apiUrl;
    this.#secrets = secrets;
  }

  async authorize(): Promise<string> {
    this.#token ??= this.#authenticate();
    return `Bearer ${await this.#token}`;
  }

  renew(): boolean {
    this.#token = undefined;
    return true;
  }

  /** Sends a query or a mutation, and resolves to its data. @throws ConfigurationError for errors that GraphQL reports with status 200 */
  async query<Schema extends z.ZodType>(request: GraphQlRequest, schema: Schema): Promise<z.infer<Schema>> {
    const { what, query, variables, repeatable } = request;
    const call = {
      what,
      method: 'POST',
      url: `${this.#apiUrl}/graphql`,
      json: { query, variables },
      repeatable,
    } as const;
    const { data, errors = [] } = await this.#caller.callJson(call, answerSchema, this);
    if (errors.length > 0) {
      const messages = errors.map(({ message }) => message.replace(/\.$/, '')).join('; ');
      const advice = /does not exist/.test(messages)
        ? ' Check xray.projectKey and the keys of the profile, and that the account can see the project.'
        : '';
      throw new ConfigurationError(`${what}: Xray has refused it: ${messages}.${advice}`);
    }
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new EnvironmentError(
      `${what}: the answer of Xray has an unknown form (${issue?.path.join('.')}: ${issue?.message}). Check xray.url and xray.region of the profile.`,
    );
  }

  async #authenticate(): Promise<string> {
    const { clientId, clientSecret } = this.#secrets;
    const call = {
      what: `Signing in to ${this.#apiUrl}`,
      method: 'POST',
      url: `${this.#apiUrl}/authenticate`,
      json: { client_id: clientId, client_secret: clientSecret },
      repeatable: true,
    } as const;
    return this.#caller.callJson(call, tokenSchema);
  }
}

export interface GraphQlRequest {
  readonly what: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly repeatable: boolean;
}
