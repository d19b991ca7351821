import { useQuery } from '@tanstack/react-query';
import { listSets } from '../../api/evaluation';
import { Field } from '../../ui/field';
import { Segments } from '../../ui/segments';
import type { Draft } from './draft';

export interface FieldsProps {
  readonly draft: Draft;
  change(part: Partial<Draft>): void;
}

const FROM: readonly (readonly [Draft['from'], string])[] = [
  ['search', 'Found'],
  ['session', 'One'],
  ['set', 'Of a set'],
];

/** Which sessions. */
export const SessionFields = ({ draft, change }: FieldsProps) => (
  <fieldset>
    <legend>Sessions</legend>
    <Segments
      label="Which sessions"
      options={FROM}
      chosen={draft.from}
      choose={(from) => change({ from })}
    />
    <div className="form-row">
      <Chosen draft={draft} change={change} />
    </div>
  </fieldset>
);

const Chosen = ({ draft, change }: FieldsProps) => {
  switch (draft.from) {
    case 'search':
      return <Search draft={draft} change={change} />;
    case 'session':
      return (
        <Field label="Session" hint="As its page has it: workspace/vendor/conversation">
          <input
            required
            value={draft.session}
            onChange={({ target }) => change({ session: target.value })}
          />
        </Field>
      );
    case 'set':
      return <OfSet draft={draft} change={change} />;
  }
};

const Search = ({ draft, change }: FieldsProps) => (
  <>
    <Field label="Search" hint="As in the sessions list; empty: all">
      <input
        type="search"
        value={draft.q}
        onChange={({ target }) => change({ q: target.value })}
        placeholder="Customer, e-mail, id or text"
      />
    </Field>
    <Field label="Who has it">
      <select value={draft.owner} onChange={({ target }) => change({ owner: target.value })}>
        <option value="">Anybody</option>
        <option value="ai">The AI</option>
        <option value="person">People</option>
        <option value="nobody">Nobody</option>
      </select>
    </Field>
    <Field label="At most" hint="The latest ones, up to 5,000">
      <input
        type="number"
        min={1}
        max={5_000}
        required
        value={draft.limit}
        onChange={({ target }) => change({ limit: target.value })}
      />
    </Field>
  </>
);

const OfSet = ({ draft, change }: FieldsProps) => {
  const sets = useQuery({ queryKey: ['evaluation-sets'], queryFn: listSets });
  return (
    <Field label="Evaluation set" hint="Its sessions, where they are in the log">
      <select required value={draft.set} onChange={({ target }) => change({ set: target.value })}>
        <option value="">Choose one</option>
        {sets.data?.map(({ name, cases }) => (
          <option key={name} value={name}>
            {name} ({cases})
          </option>
        ))}
      </select>
    </Field>
  );
};
