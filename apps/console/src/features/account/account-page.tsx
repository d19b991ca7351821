import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../api/access';
import { Failed } from '../../ui/states';
import './account.css';

const SHORTEST = 12;

/** One's own password. */
export const AccountPage = () => {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ current, password }),
    onSuccess: () => location.assign('/sign-in'),
  });
  return (
    <main className="page">
      <section className="sign-in" aria-labelledby="account-title">
        <h1 id="account-title">Change password</h1>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate();
          }}
        >
          <label className="field">
            Password in use
            <input
              type="password"
              autoComplete="current-password"
              required
              value={current}
              onChange={({ target }) => setCurrent(target.value)}
            />
          </label>
          <label className="field">
            New password, at least {SHORTEST} characters
            <input
              type="password"
              autoComplete="new-password"
              required
              minLength={SHORTEST}
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          </label>
          {change.isError && <Failed error={change.error} />}
          <button type="submit" className="button button-primary" disabled={change.isPending}>
            Change it and sign in again
          </button>
        </form>
      </section>
    </main>
  );
};
