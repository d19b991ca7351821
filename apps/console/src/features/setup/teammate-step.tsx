import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskDirectory, DeskTeammate, StoredConnection } from '../../api/setup';
import { lookAtDesk } from '../../api/setup';
import { Failed, Loading } from '../../ui/states';
import { CheckLine } from '../../ui/check-line';
import { FormField } from '../../ui/form-field';
import { NOT_CHOSEN } from './steps';
import { useSaveConnection } from './use-setup';
import type { StepProps } from './wizard-page';

/** Chosen from those that the help desk lists; typed where it lists none. */
export const TeammateStep = (props: StepProps) =>
  props.known.connection === null ? (
    <p className="muted">Enter the credentials first.</p>
  ) : (
    <TeammateForm {...props} connection={props.known.connection} />
  );

const TeammateForm = ({
  workspace,
  text,
  inForce,
  connection,
  next,
}: StepProps & { connection: StoredConnection }) => {
  const { aiTeammateId } = connection;
  const [chosen, setChosen] = useState(aiTeammateId === NOT_CHOSEN ? '' : aiTeammateId);
  const save = useSaveConnection(workspace, inForce, next);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const changed = { ...connection, aiTeammateId: chosen.trim() };
        save.mutate({ connection: changed, reason: `setup: AI teammate of ${text.name}` });
      }}
    >
      <p className="muted">{text.teammate.who}</p>
      {text.ownSecrets ? (
        <Typed id={text.teammate.id} alone typed={chosen} type={setChosen} />
      ) : (
        <Listed workspace={workspace} text={text} chosen={chosen} choose={setChosen} />
      )}
      {save.isError && <Failed error={save.error} />}
      <div className="form-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={save.isPending || chosen.trim() === ''}
        >
          {save.isPending ? 'Checking …' : 'Save and continue'}
        </button>
      </div>
    </form>
  );
};

const Listed = ({
  workspace,
  text,
  chosen,
  choose,
}: Pick<StepProps, 'workspace' | 'text'> & {
  chosen: string;
  choose: (id: string) => void;
}) => {
  const directory = useQuery({
    queryKey: ['directory', workspace, text.vendor],
    queryFn: () => lookAtDesk(workspace, text.vendor),
  });
  if (directory.isPending) return <Loading what={`teammates from ${text.name}`} />;
  if (directory.isError) return <Failed error={directory.error} />;
  const { teammates, problem } = listedBy(directory.data);
  return (
    <>
      {problem !== null && (
        <ul className="check-list">
          <CheckLine check={problem} />
        </ul>
      )}
      {teammates.length > 0 && <Choice listed={teammates} chosen={chosen} choose={choose} />}
      <Typed id={text.teammate.id} alone={teammates.length === 0} typed={chosen} type={choose} />
    </>
  );
};

const listedBy = (told: DeskDirectory) =>
  told.kind === 'read' ? told : { teammates: [], problem: told.check };

const Choice = ({
  listed,
  chosen,
  choose,
}: {
  listed: readonly DeskTeammate[];
  chosen: string;
  choose: (id: string) => void;
}) => (
  <fieldset className="choice">
    <legend>Who is the AI?</legend>
    {listed.map(({ id, name, email, unfit }) => (
      <label key={id}>
        <input
          type="radio"
          name="teammate"
          value={id}
          checked={chosen === id}
          disabled={unfit !== null}
          onChange={() => choose(id)}
        />
        <span>
          {name} <small>{[email, id, unfit].filter((part) => part !== null).join(' · ')}</small>
        </span>
      </label>
    ))}
  </fieldset>
);

const Typed = ({
  id,
  alone,
  typed,
  type,
}: {
  id: string;
  alone: boolean;
  typed: string;
  type: (id: string) => void;
}) => {
  const field = (
    <FormField label={id} value={typed} onChange={({ target }) => type(target.value)} />
  );
  return alone ? (
    field
  ) : (
    <details className="other-address">
      <summary>Not in the list?</summary>
      {field}
    </details>
  );
};
