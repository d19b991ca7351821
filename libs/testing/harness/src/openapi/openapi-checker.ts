import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { lenientSchemas, strictSchemas } from './json-schema';
import { operationOf } from './operation';
import type { OpenApiDocument } from './operation';

/** Each method answers with what is wrong; empty when nothing is. */
export interface OpenApiChecker {
  /** `path` with or without its query; `body` as parsed JSON, or `undefined`. */
  request(method: string, path: string, body?: unknown): readonly string[];
  /**
   * Vendors send null (and booleans among custom attributes) where their own schemas forbid it, so
   * an answer is checked with those allowed everywhere.
   */
  response(method: string, path: string, status: number, body: unknown): readonly string[];
}

/** Reads an OpenAPI 3.0 or 3.1 file, YAML or JSON. Unknown keywords and formats are passed over. */
export const openApiChecker = (file: string): OpenApiChecker => {
  const document = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as OpenApiDocument;
  const requests = compilerOf(strictSchemas(document));
  const responses = compilerOf(lenientSchemas(document));
  return {
    request: (method, path, body) => {
      const operation = operationOf(document, method, path);
      if (operation === null) return [`${method} ${path} is not in the document`];
      return [
        ...operation.unknownQuery.map((name) => `query parameter ${name} is not in the document`),
        ...check(requests, operation.requestSchema, body),
      ];
    },
    response: (method, path, status, body) => {
      const operation = operationOf(document, method, path);
      if (operation === null) return [`${method} ${path} is not in the document`];
      const pointer = operation.responseSchema(status);
      return pointer === undefined
        ? [`${method} ${path} has no answer ${status} in the document`]
        : check(responses, pointer, body);
    },
  };
};

type Compile = (pointer: string) => ValidateFunction;

const compilerOf = (document: object): Compile => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false });
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
};

/** `pointer` null: the document asks for no JSON body there. */
const check = (compile: Compile, pointer: string | null, body: unknown): readonly string[] => {
  if (pointer === null) return [];
  if (body === undefined) return ['the body is missing'];
  const validate = compile(pointer);
  return validate(body) ? [] : (validate.errors ?? []).map(described);
};

const described = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || '/'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`;
