import { ConversationSettings, defaultConversationSettings } from '@deskstream/conversation-domain';
import type { VendorConnection } from '@deskstream/port-vendor';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** What was wrong with one field. `found` shows a secret only by its type. */
export interface Problem {
  /** As in `connections.0.apiBaseUrl`. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

const Connection = Type.Object(
  {
    vendor: Type.Union([Type.Literal('intercom'), Type.Literal('hubspot'), Type.Literal('front')]),
    apiBaseUrl: Type.String({ pattern: '^https?://[^\\s]+$' }),
    accessToken: Type.String({ minLength: 1 }),
    signingSecrets: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 4 }),
    aiTeammateId: Type.String({ minLength: 1 }),
    externalWorkspaceId: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);

const rules = Type.Omit(ConversationSettings, ['version']).properties;

const Draft = Type.Object(
  {
    workspace: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' }),
    rules: Type.Optional(Type.Partial(Type.Object(rules, { additionalProperties: false }))),
    connections: Type.Array(Connection, { minItems: 1, maxItems: 3 }),
  },
  { additionalProperties: false },
);

/** A workspace as an administrator writes it. Rules left out have their defaults. */
export type WorkspaceDraft = Static<typeof Draft>;

const validator = Compile(Draft);

export const problemsOf = (draft: unknown): readonly Problem[] => {
  if (!validator.Check(draft))
    return [...validator.Errors(draft)].flatMap((error) => described(error as SchemaError, draft));
  const vendors = draft.connections.map(({ vendor }) => vendor);
  const twice = vendors.findIndex((vendor, index) => vendors.indexOf(vendor) !== index);
  return twice === -1
    ? []
    : [
        {
          field: `connections.${twice}.vendor`,
          expected: 'one connection per vendor',
          found: vendors[twice] ?? '',
        },
      ];
};

export const rulesOf = (draft: WorkspaceDraft, version: number): ConversationSettings => ({
  ...defaultConversationSettings,
  ...draft.rules,
  version,
});

export const connectionsOf = (draft: WorkspaceDraft): readonly VendorConnection[] =>
  draft.connections.map((connection) => ({ workspace: draft.workspace, ...connection }));

export const describeProblems = (problems: readonly Problem[]): string =>
  problems
    .map(({ field, expected, found }) => `${field}: expected ${expected}, found ${found}`)
    .join('; ');

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: {
    readonly requiredProperties?: readonly string[];
    readonly additionalProperties?: readonly string[];
    readonly pattern?: string;
  };
}

const described = (error: SchemaError, draft: unknown): readonly Problem[] => {
  const path = error.instancePath.split('/').slice(1);
  const at = (name: string) => [...path, name].join('.');
  const { requiredProperties, additionalProperties } = error.params;
  if (error.keyword === 'required')
    return (requiredProperties ?? []).map((name) => ({
      field: at(name),
      expected: 'a value',
      found: 'nothing',
    }));
  if (error.keyword === 'additionalProperties')
    return (additionalProperties ?? []).map((name) => ({
      field: at(name),
      expected: 'no such field',
      found: 'one',
    }));
  if (error.keyword === 'boolean') return [];
  return [
    {
      field: path.join('.') || 'workspace',
      expected: expectedBy(error),
      found: foundAt(draft, path),
    },
  ];
};

/** What a field must look like, where the schema's own words would not help. */
const EXPECTED: Readonly<Record<string, string>> = {
  workspace: 'a-z, 0-9, ".", "_" or "-", at most 63 characters',
  apiBaseUrl: 'an http(s) address',
  vendor: '"intercom", "hubspot" or "front"',
};

const expectedBy = ({ message, instancePath }: SchemaError): string =>
  EXPECTED[instancePath.split('/').at(-1) ?? ''] ?? message.replace(/^must (be )?/, '');

const SECRET = /(^|\.)(accessToken|signingSecrets)(\.|$)/;

const foundAt = (draft: unknown, path: readonly string[]): string => {
  let value = draft;
  for (const name of path)
    value =
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[name]
        : undefined;
  if (value === undefined) return 'nothing';
  if (SECRET.test(path.join('.'))) return value === '' ? 'an empty text' : `a ${typeof value}`;
  return JSON.stringify(value).slice(0, 80);
};
