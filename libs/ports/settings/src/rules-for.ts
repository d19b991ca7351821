import type { ConversationSettings, RulesDraft } from '@deskstream/conversation-domain';
import type { WorkspaceSettings } from './settings.port';

/** Any part of the rules. What is chosen as a whole (lists, office hours, whom to hand off to) is given as a whole. */
export type RulesPatch = PatchOf<Omit<ConversationSettings, 'version'>>;

type PatchOf<T> = T extends readonly unknown[] | { kind: string } | { timeZone: string }
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: PatchOf<T[K]> | undefined }
    : T;

/** The rules in force for conversations of one vendor: the workspace's, then the vendor's own, then the connection's. */
export const rulesFor = (settings: WorkspaceSettings, vendor: string): ConversationSettings => {
  const own = settings.connections.find((connection) => connection.vendor === vendor)?.rules;
  return [VENDOR_RULES[vendor], own].reduce<ConversationSettings>(
    (rules, patch) => (patch === undefined ? rules : mergeRules(rules, patch)),
    settings.rules,
  );
};

/**
 * `base` with what `patch` names. Objects merge, everything else replaces; names that `base` does not
 * have, and `version`, are passed over.
 */
export const mergeRules = (
  base: ConversationSettings,
  patch: RulesPatch | RulesDraft,
): ConversationSettings => ({
  ...(merged(base, patch, '') as ConversationSettings),
  version: base.version,
});

/** S089: Front's webhooks come in real time and its answers wait for nothing. */
const VENDOR_RULES: Readonly<Record<string, RulesPatch>> = {
  front: { waitMs: { web: 0, email: 0, chat: 0, sms: 0, phone: 0 } },
};

/** Choices of one shape or another: half of one makes no sense on top of the other. */
const WHOLE = new Set(['officeHours', 'to']);

const merged = (base: unknown, patch: unknown, name: string): unknown => {
  if (patch === undefined) return base;
  if (!isRecord(base) || !isRecord(patch) || WHOLE.has(name)) return patch;
  return Object.fromEntries(
    Object.keys(base).map((key) => [key, merged(base[key], patch[key], key)]),
  );
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
