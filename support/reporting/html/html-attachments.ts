// Attached HTML pages, which the generator of the HTML report does not show: each becomes a file that its scenario links to.
import { z } from 'zod';

/** A file beside the pages of the features. */
export interface AttachedPage {
  /** Below the folder of the HTML report. */
  readonly file: string;
  readonly text: string;
}

const embeddingSchema = z.looseObject({ data: z.string(), mime_type: z.string(), name: z.string().optional() });
const reportSchema = z.array(
  z.looseObject({
    elements: z.array(
      z.looseObject({
        name: z.string(),
        description: z.string().optional(),
        steps: z.array(z.looseObject({ embeddings: z.array(embeddingSchema).optional() })),
      }),
    ),
  }),
);
type Element = z.infer<typeof reportSchema>[number]['elements'][number];

/**
 * Moves the HTML attachments of a sanitized JSON report to files, and links each scenario's description to its files.
 * Only the suite itself attaches HTML; it escapes texts of other origin.
 */
export function separateAttachedPages(jsonReport: string): { readonly json: string; readonly pages: AttachedPage[] } {
  const pages: AttachedPage[] = [];
  const report = reportSchema.parse(JSON.parse(jsonReport)).map((feature) => ({
    ...feature,
    elements: feature.elements.map((element) => addLinks(element, pages)),
  }));
  return { json: JSON.stringify(report), pages };
}

function addLinks(element: Element, pages: AttachedPage[]): Element {
  const attached = element.steps.flatMap(({ embeddings = [] }) => embeddings.filter(isHtml));
  if (attached.length === 0) return element;
  const links = attached.map(({ data, name = 'page.html' }) => {
    const file = `attachments/${pages.length + 1}.html`;
    pages.push({ file, text: renderPage(element.name, Buffer.from(data, 'base64').toString('utf8')) });
    return `<a href="../${file}" style="text-decoration: underline">${escapeHtml(name)}</a>`;
  });
  return { ...element, description: [element.description ?? '', ...links].join(' ').trim() };
}

function isHtml({ mime_type }: z.infer<typeof embeddingSchema>): boolean {
  return mime_type === 'text/html';
}

function renderPage(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body>${body}</body></html>\n`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
