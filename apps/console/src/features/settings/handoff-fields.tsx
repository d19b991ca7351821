import { useId } from 'react';
import { FormField } from '../../ui/form-field';
import type { FieldsProps, Rules } from './rules-form';
import { Tick } from './tick';

type Handoff = Rules['handoff'];

const TRIGGERS: readonly (readonly [keyof Handoff['triggers'], string])[] = [
  ['lowConfidence', 'The AI is not sure enough'],
  ['requestForPerson', 'The customer asks for a person'],
  ['frustration', 'The customer is frustrated'],
  ['unproductiveLoop', 'The conversation goes round in circles'],
  ['failure', 'Something fails'],
];

/** When a conversation goes to people, to whom, and what the customer is told. */
export const HandoffFields = ({ rules: { handoff }, set, problem }: FieldsProps) => {
  const id = useId();
  const change = (part: Partial<Handoff>) => set({ handoff: { ...handoff, ...part } });
  const { to } = handoff;
  return (
    <fieldset className="rules-group">
      <legend>Handing off to people</legend>
      <p className="muted">Hand off when …</p>
      {TRIGGERS.map(([trigger, name]) => (
        <Tick
          key={trigger}
          label={name}
          checked={handoff.triggers[trigger]}
          change={(on) => change({ triggers: { ...handoff.triggers, [trigger]: on } })}
        />
      ))}
      <div className="form-field">
        <label htmlFor={id}>To whom</label>
        <select
          id={id}
          value={to.kind}
          onChange={({ target }) => change({ to: assigneeOf(target.value, idOf(to)) })}
        >
          <option value="nobody">Nobody: unassigned, the help desk’s own rules decide</option>
          <option value="teammate">A teammate</option>
          <option value="team">A team</option>
        </select>
      </div>
      {to.kind !== 'nobody' && (
        <FormField
          label={to.kind === 'team' ? 'Id of the team' : 'Id of the teammate'}
          required
          value={idOf(to)}
          onChange={({ target }) => change({ to: assigneeOf(to.kind, target.value) })}
          problem={problem('handoff.to')}
          help="As the help desk names it. Front: the id of the team’s inbox."
        />
      )}
      <FormField
        label="Message to the customer"
        value={handoff.message}
        onChange={({ target }) => change({ message: target.value })}
        problem={problem('handoff.message')}
        help="Said when a conversation is handed off. Empty: nothing is said."
      />
      <FormField
        label="Tag"
        value={handoff.tag}
        onChange={({ target }) => change({ tag: target.value })}
        problem={problem('handoff.tag')}
        help="Set on each conversation that is handed off. Empty: none."
      />
      <Tick
        label="Leave a note with summary and reason for the team"
        checked={handoff.note}
        change={(note) => change({ note })}
      />
    </fieldset>
  );
};

const idOf = (to: Handoff['to']): string => ('id' in to ? to.id : '');

const assigneeOf = (kind: string, id: string): Handoff['to'] => {
  if (kind === 'teammate') return { kind, id };
  return kind === 'team' ? { kind, id } : { kind: 'nobody' };
};
