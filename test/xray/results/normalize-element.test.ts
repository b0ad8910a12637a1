// A scenario in the form that Xray reads: no hidden hooks, the status of its outcome, its evidence.
import { test } from 'node:test';
import { expect } from 'chai';
import { normalizeElement } from '../../../support/xray/results/normalize-element';
import type { CucumberElement, CucumberStep } from '../../../support/xray/results/read-reports';

const encode = (text: string) => Buffer.from(text).toString('base64');

function step(name: string, status: string, more: Partial<CucumberStep> = {}): CucumberStep {
  return { keyword: 'Then ', name, result: { status }, ...more };
}

function hook(keyword: string, status: string, attached?: string): CucumberStep {
  const embeddings =
    attached === undefined ? {} : { embeddings: [{ data: encode('x'), mime_type: 'text/plain', name: attached }] };
  return {
    keyword,
    name: 'begin',
    hidden: true,
    result: { status, ...(status === 'failed' && { error_message: 'Error: no server' }) },
    ...embeddings,
  };
}

function normalize(steps: readonly CucumberStep[], status: string, reason = ''): string[] {
  const element: CucumberElement = { keyword: 'Scenario', name: 'One', line: 1, tags: [], steps: [...steps] };
  return normalizeElement(element, status, reason).steps.map(({ name, result, embeddings = [] }) =>
    [name, result.status, result.error_message, ...embeddings.map(({ data }) => Buffer.from(data, 'base64').toString())]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
}

test('passed hooks are left out, and what they attached moves to the nearest step', () => {
  const steps = [
    hook('Before', 'passed', 'start.txt'),
    step('one', 'passed'),
    step('two', 'passed'),
    hook('After', 'passed', 'Logs.txt'),
  ];
  expect(normalize(steps, 'passed')).to.deep.equal([
    'one | passed | start.txt\n\n\nx',
    'two | passed | Logs.txt\n\n\n\nx',
  ]);
});

test('a failed hook becomes a step: the skipped steps behind it would be TODO', () => {
  const steps = [hook('Before', 'failed'), step('one', 'skipped')];
  expect(normalize(steps, 'failed', 'the suite failed: no server')).to.deep.equal([
    'Before hook: begin | failed | the suite failed: no server\n\nError: no server',
    'one | skipped',
  ]);
});

test('a red scenario fails in the step that decides, whatever Cucumber calls its status', () => {
  for (const status of ['undefined', 'ambiguous', 'pending', 'skipped', 'failed']) {
    expect(normalize([step('one', 'passed'), step('two', status)], 'failed', 'not met: 3 pods')).to.deep.equal([
      'one | passed',
      'two | failed | not met: 3 pods',
    ]);
  }
});

test('a scenario whose steps all passed fails in its last step: a gap that is gone', () => {
  expect(normalize([step('one', 'passed'), step('two', 'passed')], 'failed', 'gap gone: remove it')).to.deep.equal([
    'one | passed',
    'two | failed | gap gone: remove it',
  ]);
});

test('an unchecked scenario has one status in all steps, never passed, and its reason as a text', () => {
  expect(normalize([step('one', 'passed'), step('two', 'failed')], 'ABORTED', 'blocked: no cluster')).to.deep.equal([
    'one | ABORTED',
    'two | ABORTED | blocked: no cluster',
  ]);
});

test('logs and links become plain text', () => {
  const embeddings = [{ data: encode('note'), mime_type: 'text/x.cucumber.log+plain' }];
  const element: CucumberElement = {
    keyword: 'Scenario',
    name: 'One',
    line: 1,
    tags: [],
    steps: [step('one', 'passed', { embeddings })],
  };
  expect(normalizeElement(element, 'passed', '').steps[0]?.embeddings).to.deep.equal([
    { data: encode('note'), mime_type: 'text/plain' },
  ]);
});
