import type { ConversationSettings, RulesDraft } from '@deskstream/conversation-domain';
import { defaultConversationSettings, vendorRules } from '@deskstream/conversation-domain';
import { isRecord } from '@deskstream/kernel';
import type { WorkspaceSettings } from './settings.port';

/** Any part of the rules. What is chosen as a whole (lists, office hours, whom to hand off to) is given as a whole. */
export type RulesPatch = PatchOf<Omit<ConversationSettings, 'version'>>;

type PatchOf<T> = T extends
  readonly unknown[] | { kind: string } | { timeZone: string } | { owner: string }
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: PatchOf<T[K]> | undefined }
    : T;

/**
 * The rules in force for conversations of one vendor: the workspace's; where these are as everybody's,
 * the vendor's own (S089: Front answers at once); over both what its connection says.
 */
export const rulesFor = (settings: WorkspaceSettings, vendor: string): ConversationSettings => {
  const { rules, connections } = settings;
  const usual = vendorRules[vendor];
  const base =
    usual === undefined
      ? rules
      : (layered(rules, { everybody: defaultConversationSettings, usual }) as ConversationSettings);
  const own = connections.find((connection) => connection.vendor === vendor)?.rules;
  return own === undefined ? base : mergeRules(base, own);
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

/** Choices of one shape or another: half of one makes no sense on top of the other. */
const WHOLE = new Set(['officeHours', 'to', 'ticket']);

const merged = (base: unknown, patch: unknown, name: string): unknown => {
  if (patch === undefined) return base;
  if (!isRecord(base) || !isRecord(patch) || WHOLE.has(name)) return patch;
  return Object.fromEntries(
    Object.keys(base).map((key) => [key, merged(base[key], patch[key], key)]),
  );
};

interface Layers {
  readonly everybody: unknown;
  readonly usual: unknown;
}

const layered = (value: unknown, { everybody, usual }: Layers, name = ''): unknown => {
  if (usual === undefined || name === 'version') return value;
  if (WHOLE.has(name) || !isRecord(value) || !isRecord(everybody) || !isRecord(usual))
    return unlessChosen(value, everybody, usual);
  const below = (key: string) => ({ everybody: everybody[key], usual: usual[key] });
  return Object.fromEntries(
    Object.keys(value).map((key) => [key, layered(value[key], below(key), key)]),
  );
};

const unlessChosen = (value: unknown, everybody: unknown, usual: unknown): unknown =>
  JSON.stringify(value) === JSON.stringify(everybody) ? usual : value;
