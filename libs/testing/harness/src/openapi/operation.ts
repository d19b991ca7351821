interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}

interface RawOperation {
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Where in the document an operation's schemas stand, as JSON pointers. */
export interface Operation {
  readonly requestSchema: string | null;
  readonly unknownQuery: readonly string[];
  /** `undefined`: no such status; `null`: a status without JSON. */
  responseSchema(status: number): string | null | undefined;
}

export const operationOf = (
  document: OpenApiDocument,
  method: string,
  address: string,
): Operation | null => {
  const [path = '', query = ''] = address.split('?');
  const template = templateOf(document, path);
  if (template === null) return null;
  const name = method.toLowerCase();
  const operation = document.paths[template]?.[name] as RawOperation | undefined;
  if (operation === undefined) return null;
  const at = `/paths/${escaped(template)}/${name}`;
  return {
    requestSchema: schemaAt(operation.requestBody, `${at}/requestBody`),
    unknownQuery: unknownNames(operation, query),
    responseSchema: (status) => {
      const key = [String(status), `${String(status)[0] ?? ''}XX`, 'default'].find(
        (candidate) => operation.responses?.[candidate] !== undefined,
      );
      return key === undefined
        ? undefined
        : schemaAt(operation.responses?.[key], `${at}/responses/${escaped(key)}`);
    },
  };
};

/** Fixed segments go before parameters: `/conversations/search` is not a conversation's id. */
const templateOf = ({ paths }: OpenApiDocument, path: string): string | null => {
  if (paths[path] !== undefined) return path;
  const segments = path.split('/');
  const fits = (template: string) => {
    const wanted = template.split('/');
    return (
      wanted.length === segments.length &&
      wanted.every((part, index) => part.startsWith('{') || part === segments[index])
    );
  };
  return Object.keys(paths).find(fits) ?? null;
};

const schemaAt = (place: Content | undefined, pointer: string): string | null => {
  const type = Object.keys(place?.content ?? {}).find((name) => name.includes('json'));
  if (type === undefined || place?.content?.[type]?.schema === undefined) return null;
  return `${pointer}/content/${escaped(type)}/schema`;
};

const unknownNames = (operation: RawOperation, query: string): readonly string[] => {
  const known = new Set((operation.parameters ?? []).map((parameter) => parameter.name));
  return [...new URLSearchParams(query).keys()].filter((name) => !known.has(name));
};

/** JSON pointer, then URI fragment: `~` and `/` first, then what a URI may not hold. */
const escaped = (segment: string): string =>
  encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
