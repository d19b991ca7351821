type Node = Readonly<Record<string, unknown>>;

/**
 * Why readers of `before` could not read what is written as `after` (a field that is gone or may be absent,
 * another type), or readers of `after` what was written as `before` (a field that must be there now). New
 * optional fields and new kinds of a thing are no break: readers leave alone what they do not know.
 */
export const breaking = (before: unknown, after: unknown, path = ''): readonly string[] => {
  const [was, is] = [nodeOf(before), nodeOf(after)];
  if (was === null) return [];
  if (is === null) return [`${path || '/'} is gone`];
  return [
    ...otherKind(was, is, path),
    ...noLongerRequired(was, is, path),
    ...newlyRequired(was, is, path),
    ...fieldsOf(was).flatMap(([name, field]) =>
      breaking(field, nodeOf(is['properties'])?.[name], `${path}/${name}`),
    ),
    ...('items' in was ? breaking(was['items'], is['items'], `${path}/*`) : []),
    ...kindsGone(was, is, path),
  ];
};

const otherKind = (was: Node, is: Node, path: string): readonly string[] => {
  if (was['type'] !== is['type']) return [`${path || '/'} has another type`];
  return 'const' in was && was['const'] !== is['const'] ? [`${path || '/'} has another value`] : [];
};

const noLongerRequired = (was: Node, is: Node, path: string): readonly string[] =>
  listOf(was['required'])
    .filter((name) => !listOf(is['required']).includes(name))
    .filter((name) => nodeOf(is['properties'])?.[String(name)] !== undefined)
    .map((name) => `${path}/${String(name)} may be absent now`);

const newlyRequired = (was: Node, is: Node, path: string): readonly string[] =>
  listOf(is['required'])
    .filter((name) => !listOf(was['required']).includes(name))
    .map((name) => `${path}/${String(name)} is absent from older records`);

/** Each kind that was there has one that still says the same, perhaps more. */
const kindsGone = (was: Node, is: Node, path: string): readonly string[] =>
  listOf(was['anyOf'])
    .filter((kind) => !listOf(is['anyOf']).some((now) => breaking(kind, now).length === 0))
    .map((kind) => `${path || '/'} is no longer ${JSON.stringify(kind).slice(0, 60)}`);

const fieldsOf = (node: Node): readonly (readonly [string, unknown])[] =>
  Object.entries(nodeOf(node['properties']) ?? {});

const nodeOf = (value: unknown): Node | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
