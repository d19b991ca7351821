import { readSetFile } from './read-set-file';

const GOOD = `# Cases of support.
version: 1
name: support
cases:
  - id: export
    session: acme/intercom/c1
    expect: answer
    given:
      - type: TagChanged
        at: 1790000000000
        data: { tag: vip, change: added, vendorAt: 1790000000000 }
`;

const linesOf = (text: string): readonly string[] => {
  const file = readSetFile(text);
  return file.kind === 'read'
    ? []
    : file.problems.map(({ line, field, expected, found }) =>
        [line, field, expected, found].join(' | '),
      );
};

describe('the file of an evaluation set', () => {
  it('is read as YAML, and as JSON', () => {
    const file = readSetFile(GOOD);
    expect(file).toMatchObject({
      kind: 'read',
      set: { name: 'support', cases: [{ id: 'export' }] },
    });
    const set = file.kind === 'read' ? file.set : null;
    expect(readSetFile(JSON.stringify(set, null, 2))).toEqual(file);
    expect(readSetFile(JSON.stringify({ $schema: './schema.json', ...set })).kind).toBe('read');
  });

  it.each([
    ['of another version', 'version: 1', 'version: 2', '2 | version | 1 | 2'],
    [
      'with an unknown wish',
      'expect: answer',
      'expect: reply',
      '7 | cases.0.expect | "answer", "handoff", "quiet" or "suggest" | "reply"',
    ],
    [
      'with a mistyped field',
      'expect: answer',
      'expect: answer\n    mustsay: [export]',
      '8 | cases.0.mustsay | no such field | one',
    ],
    ['with a name with a blank', 'id: export', 'id: my export', '5 | cases.0.id'],
    ['without a wish', '    expect: answer\n', '', '5 | cases.0.expect | a value | nothing'],
    ['of what happened', 'at: 1790000000000', 'at: soon', '10 | cases.0.given.0.at'],
    [
      'of what did not happen',
      'TagChanged',
      'TagEaten',
      '9 | cases.0.given.0 | {"type":"CustomerWrote"',
    ],
    ['within what happened', 'tag: vip, ', '', '11 | cases.0.given.0.data.tag | a value'],
  ])('tells the line of a problem: %s', (_what, right, mistaken, problem) => {
    const [first = '', ...others] = linesOf(GOOD.replace(right, mistaken));
    expect(first.startsWith(problem)).toBe(true);
    expect(others).toEqual([]);
  });

  it('tells a case that stands twice', () => {
    const again = GOOD.slice(GOOD.indexOf('  - id'));
    expect(linesOf(GOOD + again)).toEqual(['12 | cases.1.id | a name of its own | export again']);
  });

  it.each([
    ['', '1 | the document'],
    ['name: "\\u0000"', '1 | the document | YAML or JSON | a NUL'],
    ['a: &a [x]\nb: [*c]', '1 | the document | YAML or JSON'],
    ['[]', '1 | the document'],
    ['version: 1\nname: "support', '2 | the document | YAML or JSON'],
    ['{"version": 1,\n"name": "x",\n', '3 | the document | YAML or JSON'],
  ])('tells what is no set at all: %j', (text, problem) => {
    expect(linesOf(text)[0]?.slice(0, problem.length)).toBe(problem);
  });

  it('lets be what another version recorded', () => {
    expect(linesOf(GOOD.replace('{ tag', '{ colour: red, tag'))).toEqual([]);
  });
});
