import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Expectation, NewCase } from '../../api/evaluation';
import { addCase } from '../../api/evaluation';
import type { OpenedDialog } from '../../ui/dialog-button';
import { DialogButton } from '../../ui/dialog-button';
import { Field } from '../../ui/field';
import { Failed } from '../../ui/states';

/** This session, up to its last question, becomes a case of an evaluation set. */
export const MakeCase = ({ session }: { session: string }) => (
  <DialogButton name="Make a case">
    {(opened) => <CaseForm session={session} {...opened} />}
  </DialogButton>
);

const WISHES: readonly (readonly [Expectation, string])[] = [
  ['answer', 'Answer'],
  ['handoff', 'Hand off to people'],
  ['quiet', 'Stay quiet'],
  ['suggest', 'Suggest an answer to people'],
];

interface Wish {
  readonly set: string;
  readonly id: string;
  readonly expect: Expectation;
  readonly cite: string;
  readonly mustSay: string;
  readonly mustNotSay: string;
}

const EMPTY: Wish = {
  ...{ set: 'support', id: '', expect: 'answer', cite: '', mustSay: '', mustNotSay: '' },
};

const CaseForm = ({ session, titleId, close }: OpenedDialog & { session: string }) => {
  const [wish, setWish] = useState<Wish>(EMPTY);
  const add = useMutation({ mutationFn: () => addCase(wish.set.trim(), caseOf(session, wish)) });
  if (add.isSuccess)
    return <Added set={wish.set.trim()} id={add.data.id} titleId={titleId} close={close} />;
  const text = (name: Exclude<keyof Wish, 'expect'>) => ({
    value: wish[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setWish({ ...wish, [name]: target.value }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <h3 id={titleId}>Make a case of this session</h3>
      <p>It ends with the customer’s last question, and keeps what the customer wrote.</p>
      <Field label="Evaluation set" hint="Made when it is missing">
        <input required maxLength={100} {...text('set')} />
      </Field>
      <Field
        label="Name of the case"
        hint="Letters, digits, dots and dashes; of the session if empty"
      >
        <input
          pattern="[\w.\-]*"
          title="Letters, digits, dots and dashes."
          maxLength={100}
          {...text('id')}
        />
      </Field>
      <Field label="The AI should">
        <select
          value={wish.expect}
          onChange={({ target }) => setWish({ ...wish, expect: target.value as Expectation })}
        >
          {WISHES.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Must cite one of" hint="Ids or titles of articles, with commas between">
        <input {...text('cite')} />
      </Field>
      <Field label="Must say" hint="Words, with commas between">
        <input {...text('mustSay')} />
      </Field>
      <Field label="Must not say">
        <input {...text('mustNotSay')} />
      </Field>
      {add.isError && <Failed error={add.error} />}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" disabled={add.isPending}>
          Make the case
        </button>
      </div>
    </form>
  );
};

const Added = ({ set, id, titleId, close }: OpenedDialog & { set: string; id: string }) => (
  <>
    <h3 id={titleId}>
      Case {id} is in {set}
    </h3>
    <p role="status">Play the set to see whether it passes.</p>
    <div className="dialog-buttons">
      <button type="button" className="button" onClick={close}>
        Close
      </button>
      <Link className="button button-primary" to={`/evaluation/${encodeURIComponent(set)}`}>
        Open the set
      </Link>
    </div>
  </>
);

const caseOf = (session: string, { id, expect, cite, mustSay, mustNotSay }: Wish): NewCase => ({
  ...{ session, expect },
  ...(id.trim() === '' ? {} : { id: id.trim() }),
  ...listed('cite', cite),
  ...listed('mustSay', mustSay),
  ...listed('mustNotSay', mustNotSay),
});

const listed = (name: 'cite' | 'mustSay' | 'mustNotSay', text: string) => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? {} : { [name]: parts };
};
