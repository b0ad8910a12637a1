// The parts of a file that a person reads: comments, texts and names in a source, every line of any other file.
import * as ts from 'typescript';

export interface TextPart {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** @param file its path, which decides how the text is read; @param text its content */
export function readTextParts(file: string, text: string): TextPart[] {
  if (/\.[tj]s$/.test(file)) return readSource(file, text);
  return text.split('\n').map((line, index) => ({ line: index + 1, text: line }));
}

function readSource(file: string, text: string): TextPart[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return listTokens(source).flatMap((token) => [...readComments(source, token), ...readToken(source, token)]);
}

function listTokens(node: ts.Node): ts.Node[] {
  const children = node.getChildren().filter((child) => !ts.isJSDoc(child));
  return children.length === 0 ? [node] : children.flatMap(listTokens);
}

/** Between a token and the one before it there are only spaces and comments. */
function readComments(source: ts.SourceFile, token: ts.Node): TextPart[] {
  return splitLines(source, token.pos, source.text.slice(token.pos, token.getStart(source)));
}

function readToken(source: ts.SourceFile, token: ts.Node): TextPart[] {
  const isRead = ts.isIdentifier(token) || ts.isPrivateIdentifier(token) || isText(token);
  return isRead && !isPath(token) ? splitLines(source, token.getStart(source), token.getText(source)) : [];
}

/** Regular expressions are left out: they match texts that others write. */
function isText(token: ts.Node): boolean {
  return ts.isStringLiteralLike(token) || ts.isTemplateHead(token) || ts.isTemplateMiddleOrTemplateTail(token);
}

/** Whether it is the path of an import: the name of the imported file is checked already. */
function isPath({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

function splitLines(source: ts.SourceFile, start: number, text: string): TextPart[] {
  const first = source.getLineAndCharacterOfPosition(start).line + 1;
  return text
    .split('\n')
    .map((line, index) => ({ line: first + index, text: line }))
    .filter((part) => part.text.trim() !== '');
}
