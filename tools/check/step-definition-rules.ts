// Step definitions are one call and its expectation: short, and without loops.

import * as ts from 'typescript';
import { firstLine } from '../../support/common/wording';
import type { Finding, Rule } from './findings';

const maxLines = 8;

const longStep: Rule = {
  one: 'step definition that is too long',
  many: 'step definitions that are too long',
  advice: `${maxLines} lines at most; move the work behind a call of the World`,
};
const loopInStep: Rule = {
  one: 'loop in a step definition',
  many: 'loops in step definitions',
  advice: 'let one call of the World do it',
};

const stepFunctions = new Set(['Given', 'When', 'Then']);

/** @param file its path, for the findings; @param text its content */
export function findStepDefinitionProblems(file: string, text: string): Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return descendants(source)
    .flatMap(stepBody)
    .flatMap((body) => [...lengthProblems(source, body), ...loopProblems(source, body)]);
}

function stepBody(node: ts.Node): ts.Block[] {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  if (!stepFunctions.has(node.expression.text)) return [];
  const implementation = node.arguments.at(-1);
  if (implementation === undefined) return [];
  const isFunction = ts.isFunctionExpression(implementation) || ts.isArrowFunction(implementation);
  return isFunction && ts.isBlock(implementation.body) ? [implementation.body] : [];
}

function lengthProblems(source: ts.SourceFile, body: ts.Block): Finding[] {
  const lines = lineOf(source, body.end) - lineOf(source, body.getStart(source)) - 1;
  return lines <= maxLines ? [] : [finding(longStep, source, body, `${lines} lines`)];
}

function loopProblems(source: ts.SourceFile, body: ts.Block): Finding[] {
  return descendants(body)
    .filter((node) => ts.isIterationStatement(node, false) || isForEach(node))
    .map((node) => finding(loopInStep, source, node, firstLine(node.getText(source))));
}

function isForEach(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'forEach'
  );
}

function descendants(node: ts.Node): ts.Node[] {
  return node
    .getChildren()
    .filter((child) => child.kind !== ts.SyntaxKind.EndOfFileToken)
    .flatMap((child) => [child, ...descendants(child)]);
}

function finding(rule: Rule, source: ts.SourceFile, node: ts.Node, text: string): Finding {
  return { rule, place: `${source.fileName}:${lineOf(source, node.getStart(source))}`, text };
}

/** Counted from 1. */
function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
