// A step definition is one call and its expectation: short, and without a loop.

import * as ts from 'typescript';
import { readFirstLine } from '../../support/common/wording';
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
  return listDescendants(source)
    .flatMap(findStepBody)
    .flatMap((body) => [...findLengthProblems(source, body), ...findLoopProblems(source, body)]);
}

function findStepBody(node: ts.Node): ts.Block[] {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  if (!stepFunctions.has(node.expression.text)) return [];
  const implementation = node.arguments.at(-1);
  if (implementation === undefined) return [];
  const isFunction = ts.isFunctionExpression(implementation) || ts.isArrowFunction(implementation);
  return isFunction && ts.isBlock(implementation.body) ? [implementation.body] : [];
}

function findLengthProblems(source: ts.SourceFile, body: ts.Block): Finding[] {
  const lines = readLineNumber(source, body.end) - readLineNumber(source, body.getStart(source)) - 1;
  return lines <= maxLines ? [] : [createFinding(longStep, source, body, `${lines} lines`)];
}

function findLoopProblems(source: ts.SourceFile, body: ts.Block): Finding[] {
  return listDescendants(body)
    .filter((node) => ts.isIterationStatement(node, false) || isForEach(node))
    .map((node) => createFinding(loopInStep, source, node, readFirstLine(node.getText(source))));
}

function isForEach(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'forEach'
  );
}

function listDescendants(node: ts.Node): ts.Node[] {
  return node
    .getChildren()
    .filter((child) => child.kind !== ts.SyntaxKind.EndOfFileToken)
    .flatMap((child) => [child, ...listDescendants(child)]);
}

function createFinding(rule: Rule, source: ts.SourceFile, node: ts.Node, text: string): Finding {
  return { rule, position: `${source.fileName}:${readLineNumber(source, node.getStart(source))}`, text };
}

/** Counted from 1. */
function readLineNumber(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
