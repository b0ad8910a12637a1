// A scenario of Cucumber's report in the form that Xray reads without a doubt: only named steps, and only statuses that it knows.
import type { CucumberElement, CucumberStep, Embedding } from './read-reports';

const plainText = 'text/plain';
/** What nobody has confirmed that Xray shows. */
const unknownTypes: ReadonlySet<string> = new Set(['text/x.cucumber.log+plain', 'text/uri-list']);

/**
 * The element with the status and the reason of its outcome. Hidden hooks are left out, with two exceptions: what they have attached moves to the
 * nearest named step, and one that failed becomes a step, because the skipped steps behind it would make Xray show TODO.
 * @param status that of all steps; `failed` is only that of the deciding one
 * @param reason empty for an accepted scenario
 */
export function normalizeElement(element: CucumberElement, status: string, reason: string): CucumberElement {
  const steps = removeHidden(element.steps);
  const deciding = Math.max(
    0,
    steps.findIndex((step) => step.result.status !== 'passed'),
  );
  const index = steps.every((step) => step.result.status === 'passed') ? steps.length - 1 : deciding;
  return {
    ...element,
    type: 'scenario',
    steps: steps.map((step, position) =>
      setStatus(step, { status, reason: position === index ? reason : '', isDeciding: position === index }),
    ),
  };
}

interface Target {
  readonly status: string;
  readonly reason: string;
  readonly isDeciding: boolean;
}

function setStatus(step: CucumberStep, { status, reason, isDeciding }: Target): CucumberStep {
  const { error_message: message, ...result } = step.result;
  if (status === 'failed') {
    if (isDeciding) return { ...step, result: { ...result, status, error_message: joinTexts(reason, message) } };
    const own = ['passed', 'skipped'].includes(result.status) ? result.status : 'failed';
    return {
      ...step,
      result: { ...result, status: own, ...(own === 'failed' && { error_message: message ?? reason }) },
    };
  }
  const embeddings = isDeciding && reason !== '' ? [createText(reason), ...(step.embeddings ?? [])] : step.embeddings;
  return { ...step, result: { ...result, status }, ...(embeddings && { embeddings }) };
}

function joinTexts(reason: string, message: string | undefined): string {
  if (message === undefined || message.includes(reason)) return message ?? reason;
  return reason === '' ? message : `${reason}\n\n${message}`;
}

function removeHidden(steps: readonly CucumberStep[]): CucumberStep[] {
  const kept: CucumberStep[] = [];
  let waiting: Embedding[] = [];
  for (const step of steps) {
    const embeddings = (step.embeddings ?? []).map(describeEmbedding);
    const { hidden, ...rest } = step;
    if (hidden !== true) {
      kept.push(addEmbeddings(rest, [...waiting, ...embeddings]));
      waiting = [];
    } else if (step.result.status === 'failed') {
      kept.push(
        addEmbeddings({ ...rest, name: `${step.keyword.trim()} hook: ${step.name ?? ''}`.replace(/: $/, '') }, [
          ...waiting,
          ...embeddings,
        ]),
      );
      waiting = [];
    } else {
      waiting.push(...embeddings);
    }
  }
  const last = kept.pop();
  return last === undefined ? [] : [...kept, addEmbeddings(last, [...(last.embeddings ?? []), ...waiting])];
}

function addEmbeddings(step: CucumberStep, embeddings: readonly Embedding[]): CucumberStep {
  const { embeddings: _own, ...rest } = step;
  return embeddings.length === 0 ? rest : { ...rest, embeddings: [...embeddings] };
}

/** Xray loses the name of an attachment, so a text begins with it. */
function describeEmbedding({ data, stored, mime_type: type, name }: Embedding): Embedding {
  const mime_type = unknownTypes.has(type) ? plainText : type;
  const title = name === undefined || mime_type !== plainText ? '' : encodeTitle(name);
  return { data: `${title}${data}`, ...(stored && { stored }), mime_type };
}

/** A multiple of three bytes, so that the base64 of the text can follow. */
function encodeTitle(name: string): string {
  const title = Buffer.from(`${name}\n\n`);
  return Buffer.concat([title, Buffer.alloc((3 - (title.length % 3)) % 3, '\n')]).toString('base64');
}

function createText(text: string): Embedding {
  return { data: Buffer.from(text).toString('base64'), mime_type: plainText };
}
