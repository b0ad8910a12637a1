// Jira's own REST API, which is the same on Cloud and Data Center for what the suite needs.
import { z } from 'zod';
import type { Authorization, HttpCaller } from './http-caller';
import { createForm } from './multipart';
import type { JiraIssues, NamedFile } from './xray-client';

const attachmentsSchema = z.object({
  fields: z.object({ attachment: z.array(z.object({ filename: z.string(), size: z.int() })).default([]) }),
});

/** A credential that does not change while the command runs. */
export function createFixedAuthorization(header: string): Authorization {
  return { authorize: async () => header, renew: () => false };
}

export class JiraRest implements JiraIssues {
  readonly #caller: HttpCaller;
  readonly #url: string;
  readonly #authorization: Authorization;

  /** @param url the address of Jira without a slash at its end */
  constructor(caller: HttpCaller, url: string, authorization: Authorization) {
    this.#caller = caller;
    this.#url = `${url}/rest/api/2`;
    this.#authorization = authorization;
  }

  async listAttachments(key: string): Promise<{ name: string; size: number }[]> {
    const { fields } = await this.#caller.callJson(
      {
        what: `The attachments of ${key}`,
        method: 'GET',
        url: `${this.#url}/issue/${encodeURIComponent(key)}?fields=attachment`,
        repeatable: true,
      },
      attachmentsSchema,
      this.#authorization,
    );
    return fields.attachment.map(({ filename, size }) => ({ name: filename, size }));
  }

  async attach(key: string, { name, type, content }: NamedFile): Promise<void> {
    await this.#caller.call(
      {
        what: `Attaching ${name} to ${key}`,
        method: 'POST',
        url: `${this.#url}/issue/${encodeURIComponent(key)}/attachments`,
        headers: { 'x-atlassian-token': 'no-check' },
        form: createForm([{ name: 'file', filename: name, type, content }]),
        repeatable: false,
      },
      this.#authorization,
    );
  }

  async editFields(key: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#caller.call(
      {
        what: `Editing ${key}`,
        method: 'PUT',
        url: `${this.#url}/issue/${encodeURIComponent(key)}`,
        json: { fields },
        repeatable: true,
      },
      this.#authorization,
    );
  }
}
