import type { ConversationSettings } from '@deskstream/conversation-domain';
import { parsePartitionKey } from '@deskstream/kernel';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { RulesPatch } from '@deskstream/port-settings';
import { mergeRules, rulesFor } from '@deskstream/port-settings';

export type SettingsHistory = Pick<RunningSettings, 'at'>;

/** The rules of a session by settings version, as the orchestrator had them then; with what a patch changes of them. */
export interface RulesAt {
  recorded(key: string): (version: number) => ConversationSettings | null;
  candidate(key: string): (version: number) => ConversationSettings | null;
}

/** Remembers them: thousands of sessions share a few versions. */
export const rulesAt = (settings: SettingsHistory, patch: RulesPatch): RulesAt => {
  const known = new Map<string, ConversationSettings | null>();
  const rulesOf = (name: string, make: () => ConversationSettings | null) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = make();
    known.set(name, made);
    return made;
  };
  const recorded = (key: string) => {
    const { workspace = '', vendor = '' } = parsePartitionKey(key) ?? {};
    return (version: number) =>
      rulesOf(`${workspace}/${vendor}/${version}`, () => {
        const then = settings.at(workspace, version);
        return then === null ? null : rulesFor(then, vendor);
      });
  };
  return {
    recorded,
    candidate: (key) => {
      const { workspace = '', vendor = '' } = parsePartitionKey(key) ?? {};
      const then = recorded(key);
      return (version) =>
        rulesOf(`${workspace}/${vendor}/${version} changed`, () => {
          const rules = then(version);
          return rules === null ? null : mergeRules(rules, patch);
        });
    },
  };
};
