import ts from 'typescript';

const TESTS = new Set(['it', 'test', 'describe']);

/** Facts named in titles of tests, and in the rows of tables that titles are made from. */
export const namedIn = (source, path) => {
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node)) for (const title of titlesOf(node)) take(title, found);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true));
  return found;
};

const take = (title, found) => {
  for (const id of idsIn(title)) found.push({ id, title });
};

/** `S012`, `S012, S013` and `S012–S015`. */
const idsIn = (text) =>
  [...text.matchAll(/S(\d{3})(?:\s*[–-]\s*S(\d{3}))?/g)].flatMap(([, from, to]) => {
    const last = Number(to ?? from);
    const ids = [];
    for (let id = Number(from); id <= last; id += 1) ids.push(`S${String(id).padStart(3, '0')}`);
    return ids;
  });

const titlesOf = ({ expression, arguments: args }) => {
  if (ts.isIdentifier(expression) && TESTS.has(expression.text)) return textsOf(args[0]);
  if (!ts.isCallExpression(expression) || !isEach(expression.expression)) return [];
  return [...textsOf(args[0]), ...expression.arguments.flatMap(rowTexts)];
};

const isEach = (node) =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === 'each' &&
  ts.isIdentifier(node.expression) &&
  TESTS.has(node.expression.text);

const textsOf = (node) => (node !== undefined && ts.isStringLiteralLike(node) ? [node.text] : []);

const rowTexts = (node) => {
  const texts = [];
  const visit = (child) => {
    if (ts.isStringLiteralLike(child)) texts.push(child.text);
    ts.forEachChild(child, visit);
  };
  if (node !== undefined) visit(node);
  return texts;
};
