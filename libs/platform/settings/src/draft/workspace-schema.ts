import { ConversationSettings } from '@deskstream/conversation-domain';
import { isRecord } from '@deskstream/kernel';
import Type from 'typebox';
import { CrmOfDraft } from './crm';
import type { Schema } from './explain';
import { explain } from './explain';
import { KnowledgeSources } from './knowledge-draft';
import { ModelOfDraft } from './model-draft';
import type { Problem } from './problem';
import { ToolsOfDraft } from './tools-schema';

/** JSON Schema of a draft, for documents of the API; every part of the rules may be left out. */
export const workspaceDraftSchema = (): object => Draft;

/** What is not as the schema says, part by part. */
export const shapeProblems = (draft: unknown): readonly Problem[] => {
  const { rules, ...rest } = isRecord(draft) ? draft : { rules: undefined };
  return [
    ...explain(Type.Omit(Draft, ['rules']) as Schema, isRecord(draft) ? rest : draft, { path: [] }),
    ...rulesShape(rules, ['rules']),
    ...listOf(rest).flatMap((connection, index) =>
      isRecord(connection) && isRecord(connection['rules'])
        ? rulesShape(connection['rules'], ['connections', String(index), 'rules'])
        : [],
    ),
  ];
};

const listOf = (draft: object): readonly unknown[] => {
  const connections: unknown = 'connections' in draft ? draft.connections : null;
  return Array.isArray(connections) ? (connections as readonly unknown[]) : [];
};

const rulesShape = (rules: unknown, path: readonly string[]): readonly Problem[] =>
  rules === undefined ? [] : explain(RulesOfDraft, rules, { path, partial: true });

const Connection = Type.Object({
  vendor: Type.Union([
    Type.Literal('intercom'),
    Type.Literal('hubspot'),
    Type.Literal('front'),
    Type.Literal('web-chat'),
  ]),
  apiBaseUrl: Type.String({ pattern: '^https?://[^\\s]+$', description: 'an http(s) address' }),
  accessToken: Type.Optional(Type.String({ minLength: 1 })),
  signingSecrets: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 4 }),
  ),
  aiTeammateId: Type.String({ minLength: 1 }),
  externalWorkspaceId: Type.Optional(Type.String({ minLength: 1 })),
  publicWebhookUrl: Type.Optional(
    Type.String({ pattern: '^https?://[^\\s]+$', description: 'an http(s) address' }),
  ),
  appId: Type.Optional(Type.String({ minLength: 1 })),
  rules: Type.Optional(Type.Unsafe<object>({ type: 'object' })),
});

const RulesOfDraft = Type.Omit(ConversationSettings, ['version']);

const Draft = Type.Object({
  workspace: Type.String({
    pattern: '^[a-z0-9][a-z0-9._-]{0,62}$',
    description: 'a-z, 0-9, ".", "_" or "-", at most 63 characters',
  }),
  rules: Type.Optional(RulesOfDraft),
  connections: Type.Array(Connection, { maxItems: 4 }),
  knowledge: Type.Optional(KnowledgeSources),
  model: Type.Optional(ModelOfDraft),
  crm: Type.Optional(CrmOfDraft),
  tools: Type.Optional(ToolsOfDraft),
});
