import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
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
  <DialogTrigger>
    <Button className="button">{props.name} …</Button>
    <ModalOverlay className="overlay" isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">{({ close }) => <Confirm {...props} close={close} />}</Dialog>
      </Modal>
    </ModalOverlay>
  </DialogTrigger>
);

const Confirm = <Effect,>({
  name,
  about,
  choices,
  ready = true,
  foresee,
  describe,
  refuse = (error) => <Failed error={error} />,
  perform,
  done,
  close,
}: ActProps<Effect> & { close: () => void }) => {
  const [reason, setReason] = useState('');
  const effect = useQuery({
    queryKey: ['effect', name, about],
    queryFn: foresee,
    gcTime: 0,
    enabled: ready,
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
      <Heading slot="title">{name}</Heading>
      {choices}
      {effect.isLoading && <Loading what="what it would do" />}
      {effect.isError && refuse(effect.error)}
      {effect.isSuccess && <div className="effect">{describe(effect.data)}</div>}
      <TextField value={reason} onChange={setReason} isRequired maxLength={500} className="field">
        <Label>Reason, recorded with it</Label>
        <Input />
      </TextField>
      {act.isError && <Failed error={act.error} />}
      <div className="dialog-buttons">
        <Button className="button" onPress={close}>
          Cancel
        </Button>
        <Button
          type="submit"
          className="button button-primary"
          isDisabled={!effect.isSuccess || act.isPending || reason.trim() === ''}
        >
          {name}
        </Button>
      </div>
    </form>
  );
};
