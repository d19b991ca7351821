import type { ConversationSettings, RulesDraft } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { isRecord } from '@deskstream/kernel';
import type { RulesPatch, WorkspaceSettings } from '@deskstream/port-settings';
import { mergeRules } from '@deskstream/port-settings';
import type { VendorConnection, VendorName } from '@deskstream/port-vendor';
import type { SecretsDraft } from './connection-secrets';
import { resolveSecrets } from './connection-secrets';
import type { CrmDraft } from './crm';
import { preparedCrm } from './crm';
import type { KnowledgeDraft } from './knowledge-draft';
import { preparedKnowledge, sourceProblems } from './knowledge-draft';
import type { ModelDraft } from './model-draft';
import { preparedModel } from './model-draft';
import type { ToolsDraft } from './tools-draft';
import { preparedTools } from './tools-draft';
import type { PrivateHosts } from './private-address';
import { addressProblems } from './private-address';
import type { Problem } from './problem';
import { foundOf } from './problem';
import { ruleProblems } from './rule-problems';
import { shapeProblems } from './workspace-schema';

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

/** Everything that is wrong with a draft, at once; or what it means beside the settings in force. */
export const prepareDraft = (
  draft: unknown,
  now: WorkspaceSettings | null,
  privateHosts: PrivateHosts = null,
): Prepared => {
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
    ...addressProblems(wanted, now, privateHosts),
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
