import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { signIn } from '../../api/access';
import { useMe } from '../../ui/me';
import { Failed } from '../../ui/states';
import './account.css';
import { pageOf } from './page-of';

/** Who signed in goes on to the page they came for. */
export const SignInPage = () => {
  const [query] = useSearchParams();
  const known = useMe();
  const to = pageOf(query.get('to'), location.origin);
  const because = WHY[query.get('because') ?? ''];
  return (
    <main className="page">
      <section className="sign-in" aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">Sign in</h1>
        {because !== undefined && (
          <div className="state state-bad" role="alert">
            {because}
          </div>
        )}
        <PasswordForm to={to} />
        {known?.provider != null && (
          <>
            <p className="sign-in-or">or</p>
            <a className="button" href={`/api/v1/access/oidc?to=${encodeURIComponent(to)}`}>
              Continue with {known.provider}
            </a>
          </>
        )}
      </section>
    </main>
  );
};

const PasswordForm = ({ to }: { to: string }) => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: () => signIn({ email, password }),
    onSuccess: () => location.replace(to),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <label className="field">
        E-mail address
        <input
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
      </label>
      <label className="field">
        Password
        <input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </label>
      {enter.isError && <Failed error={enter.error} />}
      <button type="submit" className="button button-primary" disabled={enter.isPending}>
        {enter.isPending ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
};

const WHY: Readonly<Record<string, string>> = {
  expired: 'That took too long, or began in another window. Sign in again.',
  refused: 'The identity provider did not confirm who you are. Sign in again.',
  away: 'The identity provider does not answer. Try again in a minute, or ask an admin for a password.',
  'no-role': 'You have no role here. Ask an admin to give you one at the identity provider.',
  disabled: 'This account is disabled. Ask an admin.',
};
