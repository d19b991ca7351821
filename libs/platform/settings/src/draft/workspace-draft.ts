import type { ConversationSettings, RulesDraft } from '@deskstream/conversation-domain';
import {
  ConversationSettings as Rules,
  defaultConversationSettings,
} from '@deskstream/conversation-domain';
import { isRecord } from '@deskstream/kernel';
import type { RulesPatch, WorkspaceSettings } from '@deskstream/port-settings';
import { mergeRules } from '@deskstream/port-settings';
import type { VendorConnection, VendorName } from '@deskstream/port-vendor';
import Type from 'typebox';
import type { SecretsDraft } from './connection-secrets';
import { resolveSecrets } from './connection-secrets';
import type { Schema } from './explain';
import { explain } from './explain';
import type { CrmDraft } from './crm';
import { CrmOfDraft, preparedCrm } from './crm';
import type { KnowledgeDraft } from './knowledge-draft';
import { KnowledgeSources, preparedKnowledge, sourceProblems } from './knowledge-draft';
import type { ModelDraft } from './model-draft';
import { ModelOfDraft, preparedModel } from './model-draft';
import type { ToolsDraft } from './tools-draft';
import { preparedTools } from './tools-draft';
import { ToolsOfDraft } from './tools-schema';
import type { Problem } from './problem';
import { foundOf } from './problem';
import { ruleProblems } from './rule-problems';

export interface ConnectionDraft
  extends
    SecretsDraft,
    Pick<VendorConnection, 'apiBaseUrl' | 'aiTeammateId'>,
    Partial<Pick<VendorConnection, 'externalWorkspaceId' | 'publicWebhookUrl' | 'appId'>> {
  readonly vendor: VendorName;
  /** Rules that differ from the workspace's for this vendor. */
  readonly rules?: RulesPatch | RulesDraft | undefined;
}

/** A workspace as an administrator writes it. Rules left out have their defaults. */
export interface WorkspaceDraft {
  readonly workspace: string;
  readonly rules?: RulesPatch | RulesDraft | undefined;
  readonly connections: readonly ConnectionDraft[];
  readonly knowledge?: KnowledgeDraft | undefined;
  readonly model?: ModelDraft | undefined;
  readonly crm?: CrmDraft | undefined;
  readonly tools?: ToolsDraft | undefined;
}

export type SettingsContent = Omit<WorkspaceSettings, 'workspace' | 'version'>;

export type Prepared =
  | { readonly ok: true; readonly workspace: string; readonly content: SettingsContent }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** JSON Schema of a draft, for documents of the API; every part of the rules may be left out. */
export const workspaceDraftSchema = (): object => Draft;

/** Everything that is wrong with a draft, at once; or what it means beside the settings in force. */
export const prepareDraft = (draft: unknown, now: WorkspaceSettings | null): Prepared => {
  const problems = shapeProblems(draft);
  if (!isRecord(draft) || !Array.isArray(draft['connections'])) return { ok: false, problems };
  const wanted = draft as unknown as WorkspaceDraft;
  const known = (field: string) => problems.some((problem) => problem.field.startsWith(field));
  const { rules, ofRules } = known('rules') ? NO_RULES : preparedRules(wanted);
  const connections = wanted.connections.flatMap((connection, index) => {
    const at = `connections.${index}`;
    return known(at) ? [] : [prepareConnection({ connection, at, rules, ofRules }, wanted, now)];
  });
  const parts = preparedParts(problems, wanted, now);
  const all = [
    ...problems,
    ...ofRules.map((problem) => under('rules', problem)),
    ...connections.flatMap((each) => each.problems),
    ...repeatedVendors(wanted.connections),
    ...sourceProblems(problems, wanted.knowledge),
    ...parts.problems,
  ];
  if (all.length > 0 || rules === null) return { ok: false, problems: all };
  const made = connections.flatMap((each) => each.made);
  return {
    ok: true,
    workspace: wanted.workspace,
    content: {
      rules,
      connections: made,
      ...preparedKnowledge(wanted.knowledge, now),
      ...parts.made,
    },
  };
};

/** What a workspace may be without, and what has secrets of its own. */
const preparedParts = (
  problems: readonly Problem[],
  { model, crm, tools }: WorkspaceDraft,
  now: WorkspaceSettings | null,
) => {
  const parts = [
    preparedModel(problems, model, now?.model),
    preparedCrm(problems, crm, now?.crm),
    preparedTools(problems, tools, now?.tools),
  ];
  return {
    problems: parts.flatMap((part) => part.problems),
    made: Object.assign({}, ...parts.map(({ made }) => made)) as Pick<
      SettingsContent,
      'model' | 'crm' | 'tools'
    >,
  };
};

const NO_RULES = { rules: null, ofRules: [] } as const;

const preparedRules = (wanted: WorkspaceDraft) => {
  const rules = mergeRules(defaultConversationSettings, wanted.rules ?? {});
  return { rules, ofRules: ruleProblems(rules) };
};

/** As `prepareDraft`, for a workspace that is not there yet. */
export const problemsOf = (draft: unknown): readonly Problem[] => {
  const prepared = prepareDraft(draft, null);
  return prepared.ok ? [] : prepared.problems;
};

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

const RulesOfDraft = Type.Omit(Rules, ['version']);

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

const shapeProblems = (draft: unknown): readonly Problem[] => {
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

interface Given {
  readonly connection: ConnectionDraft;
  readonly at: string;
  readonly rules: ConversationSettings | null;
  readonly ofRules: readonly Problem[];
}

const prepareConnection = (
  { connection, at, rules, ofRules }: Given,
  { workspace }: WorkspaceDraft,
  now: WorkspaceSettings | null,
): { readonly problems: readonly Problem[]; readonly made: readonly VendorConnection[] } => {
  const { accessToken, signingSecrets, rules: own, ...open } = connection;
  const inUse = now?.connections.find(({ vendor }) => vendor === open.vendor) ?? null;
  const resolved = resolveSecrets({ ...open, accessToken, signingSecrets }, inUse, at);
  const meaning =
    own === undefined || rules === null
      ? []
      : ruleProblems(mergeRules(rules, own))
          .filter(({ field }) => !ofRules.some((known) => known.field === field))
          .map((problem) => under(`${at}.rules`, problem));
  const made = resolved.ok
    ? [{ workspace, ...open, ...resolved.secrets, ...ownRules(own) } satisfies VendorConnection]
    : [];
  return { problems: [...(resolved.ok ? [] : resolved.problems), ...meaning], made };
};

/** The shape was checked: what is partial deep inside is partial when it is merged, too. */
const ownRules = (own: ConnectionDraft['rules']): Pick<VendorConnection, 'rules'> =>
  own === undefined ? {} : { rules: own as RulesDraft };

const repeatedVendors = (connections: readonly ConnectionDraft[]): readonly Problem[] => {
  const vendors = connections.map((connection) => connection.vendor);
  return vendors.flatMap((vendor, index) =>
    vendor === undefined || vendors.indexOf(vendor) === index
      ? []
      : [
          {
            field: `connections.${index}.vendor`,
            expected: 'one connection per vendor',
            found: foundOf(vendor, 'vendor'),
          },
        ],
  );
};

const under = (prefix: string, problem: Problem): Problem => ({
  ...problem,
  field: `${prefix}.${problem.field}`,
});
