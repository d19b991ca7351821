import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { User } from '../../api/access';
import { resetPassword } from '../../api/access';
import { Failed } from '../../ui/states';

export const NewPassword = ({ user }: { user: User }) => (
  <DialogTrigger>
    <Button className="quiet">New password …</Button>
    <ModalOverlay className="overlay" isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">{({ close }) => <Form user={user} close={close} />}</Dialog>
      </Modal>
    </ModalOverlay>
  </DialogTrigger>
);

const Form = ({ user: { id, email }, close }: { user: User; close: () => void }) => {
  const [password, setPassword] = useState('');
  const reset = useMutation({ mutationFn: () => resetPassword(id, password), onSuccess: close });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate();
      }}
    >
      <Heading slot="title">New password</Heading>
      <p>It signs {email} out everywhere. Tell them the new password yourself.</p>
      <label className="field">
        New password, at least 12 characters
        <input
          type="password"
          required
          minLength={12}
          autoComplete="new-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </label>
      {reset.isError && <Failed error={reset.error} />}
      <div className="dialog-buttons">
        <Button className="button" onPress={close}>
          Cancel
        </Button>
        <Button type="submit" className="button button-primary" isDisabled={reset.isPending}>
          Set it
        </Button>
      </div>
    </form>
  );
};
