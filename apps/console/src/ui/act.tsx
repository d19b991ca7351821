import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { OpenedDialog } from './dialog-button';
import { DialogButton } from './dialog-button';
import { Failed, Loading } from './states';

interface ActProps<Effect> {
  /** What is done, as on its button. */
  readonly name: string;
  /** Tells the acts of one page apart, as their query's key. */
  readonly about: string;
  /** What is to be chosen before; `about` tells the choices apart. */
  readonly choices?: ReactNode;
  /** `false`: something is still to be chosen before anything can be foreseen. */
  readonly ready?: boolean;
  /** Asks the server what it would do, and changes nothing. */
  foresee(): Promise<Effect>;
  readonly describe: (effect: Effect) => ReactNode;
  /** Why it cannot be done; in one sentence without it. */
  readonly refuse?: (error: Error) => ReactNode;
  perform(reason: string): Promise<unknown>;
  done(): void;
}

/** The one way to act: its effect first, then a reason, which is sent along and recorded. */
export const Act = <Effect,>(props: ActProps<Effect>) => (
  <DialogButton name={props.name}>{(opened) => <Confirm {...props} {...opened} />}</DialogButton>
);

const Confirm = <Effect,>({
  name,
  about,
  choices,
  ready,
  foresee,
  describe,
  refuse,
  perform,
  done,
  titleId,
  close,
}: ActProps<Effect> & OpenedDialog) => {
  const [reason, setReason] = useState('');
  const reasonId = useId();
  const effect = useQuery({
    queryKey: ['effect', name, about],
    queryFn: foresee,
    gcTime: 0,
    enabled: ready !== false,
    retry: false,
  });
  const act = useMutation({
    mutationFn: () => perform(reason.trim()),
    onSuccess: () => {
      close();
      done();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <h3 id={titleId}>{name}</h3>
      {choices}
      {effect.isLoading && <Loading what="what it would do" />}
      {effect.isError && (refuse ?? failed)(effect.error)}
      {effect.isSuccess && <div className="effect">{describe(effect.data)}</div>}
      <div className="field">
        <label htmlFor={reasonId}>Reason, recorded with it</label>
        <input
          id={reasonId}
          required
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      {act.isError && <Failed error={act.error} />}
      <Buttons
        name={name}
        close={close}
        isReady={effect.isSuccess && !act.isPending && reason.trim() !== ''}
      />
    </form>
  );
};

const failed = (error: Error): ReactNode => <Failed error={error} />;

const Buttons = ({
  name,
  close,
  isReady,
}: {
  name: string;
  close: () => void;
  isReady: boolean;
}) => (
  <div className="dialog-buttons">
    <button type="button" className="button" onClick={close}>
      Cancel
    </button>
    <button type="submit" className="button button-primary" disabled={!isReady}>
      {name}
    </button>
  </div>
);
