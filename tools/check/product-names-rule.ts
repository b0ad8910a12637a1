// The sources of the embedded Kubernetes do not mention the product: they work for any other product too.
import type { Finding, Rule } from './findings';

const productName: Rule = {
  one: 'name of the product in the embedded Kubernetes',
  many: 'names of the product in the embedded Kubernetes',
  advice: 'let packages/focus-sandbox pass it in a policy, a node or an image',
};

const names = /focus-server|grpc-job|nvidia|panda/gi;

/** @param file its path, for the finding; @param text its content */
export function findProductNames(file: string, text: string): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const found = [...line.matchAll(names)].map(([name]) => name);
    return found.map((name) => ({ rule: productName, position: `${file}:${index + 1}`, text: name }));
  });
}
