import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '../../api/access';
import { resetPassword } from '../../api/access';
import type { OpenedDialog } from '../../ui/dialog-button';
import { DialogButton } from '../../ui/dialog-button';
import { Failed } from '../../ui/states';
import { PasswordField } from './password-field';

export const NewPassword = ({ user }: { user: User }) => (
  <DialogButton name="New password" className="quiet">
    {(opened) => <Form user={user} {...opened} />}
  </DialogButton>
);

const Form = ({ user: { id, email }, titleId, close }: OpenedDialog & { user: User }) => {
  const [password, setPassword] = useState('');
  const reset = useMutation({ mutationFn: () => resetPassword(id, password), onSuccess: close });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate();
      }}
    >
      <h3 id={titleId}>New password</h3>
      <p>It signs {email} out everywhere. Tell them the new password yourself.</p>
      <PasswordField label="New password" password={password} choose={setPassword} />
      {reset.isError && <Failed error={reset.error} />}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" disabled={reset.isPending}>
          Set it
        </button>
      </div>
    </form>
  );
};
