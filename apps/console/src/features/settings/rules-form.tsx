import type { ConversationSettings } from '@deskstream/conversation-domain';
import { useState } from 'react';
import type { InForce } from '../../api/setup';
import { DraftForm } from '../../ui/draft-form';
import { ChannelFields } from './channel-fields';
import { HandoffFields } from './handoff-fields';
import { OfficeHoursFields } from './office-hours-fields';

export type Rules = Omit<ConversationSettings, 'version'>;

/** What one group of fields is given. */
export interface FieldsProps {
  readonly rules: Rules;
  set(change: Partial<Rules>): void;
  /** What is wrong with a field of the rules, as in `handoff.to`. */
  problem(field: string): string | undefined;
}

/** The rules that are changed most often, in the same document as the JSON beside it. */
export const RulesForm = ({ workspace, inForce }: { workspace: string; inForce: InForce }) => {
  const [rules, setRules] = useState(inForce.draft['rules'] as Rules);
  const apart = inForce.draft.connections.filter((each) => each.rules !== undefined);
  const set = (change: Partial<Rules>) => setRules({ ...rules, ...change });
  return (
    <DraftForm workspace={workspace} inForce={inForce} draft={{ ...inForce.draft, rules }}>
      {(problems) => {
        const problem = (field: string) => {
          const found = problems.find((each) => each.field.startsWith(`rules.${field}`));
          return found && `Expected ${found.expected}, found ${found.found}.`;
        };
        const given = { rules, set, problem };
        return (
          <>
            {apart.length > 0 && (
              <p className="muted">
                These rules are for the whole workspace.{' '}
                {apart.map(({ vendor }) => vendor).join(', ')} {apart.length === 1 ? 'has' : 'have'}{' '}
                some of their own, which come first: see Setup, or the JSON.
              </p>
            )}
            <ChannelFields {...given} />
            <HandoffFields {...given} />
            <OfficeHoursFields {...given} />
          </>
        );
      }}
    </DraftForm>
  );
};
