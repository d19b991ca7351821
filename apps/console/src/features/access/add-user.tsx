import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role, User } from '../../api/access';
import { Failed } from '../../ui/states';
import { PasswordField } from './password-field';
import { RoleChoice } from './role-choice';

interface NewUser {
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

export const AddUser = ({ add }: { add: UseMutationResult<User, Error, NewUser> }) => {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [password, setPassword] = useState('');
  return (
    <details className="add">
      <summary>Add somebody</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { email, role, password },
            {
              onSuccess: () => {
                setEmail('');
                setPassword('');
              },
            },
          );
        }}
      >
        <label className="field">
          E-mail address
          <input
            type="email"
            required
            autoComplete="off"
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
        </label>
        <PasswordField label="First password" password={password} choose={setPassword} />
        <RoleChoice label="Role" role={role} choose={setRole} />
        <button type="submit" className="button button-primary" disabled={add.isPending}>
          Add
        </button>
      </form>
      {add.isError && <Failed error={add.error} />}
      {add.isSuccess && (
        <p role="status">{add.data.email} may sign in now. Tell them the password yourself.</p>
      )}
    </details>
  );
};
