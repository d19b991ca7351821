import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Me } from '../../api/access';
import { signOut } from '../../api/access';
import './account.css';

const MENU = 'account-menu';

/** In the header: who is signed in and how to leave, or that nobody has to sign in here. */
export const Account = ({ known }: { known: Me | undefined }) => {
  if (known === undefined || known.me === null) return null;
  return known.mode === 'open' ? <OpenDoor /> : <SignedIn me={known.me} />;
};

const OpenDoor = () => (
  <Link
    to="/access"
    className="open-door"
    title="Anyone on this machine is admin. How to ask for accounts"
  >
    Open<span>: anyone on this machine is admin</span>
  </Link>
);

const SignedIn = ({ me: { name, role } }: { me: NonNullable<Me['me']> }) => {
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: ({ next }) => location.assign(next),
  });
  return (
    <div className="account">
      <button
        type="button"
        className="account-button"
        popoverTarget={MENU}
        aria-label={`Account of ${name}`}
      >
        <span aria-hidden="true" className="account-mark">
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span className="account-name">{name}</span>
      </button>
      <div id={MENU} popover="auto" className="account-menu">
        <p>
          <strong>{name}</strong>
          <small>{MEANINGS[role]}</small>
        </p>
        <Link to="/account">Change password</Link>
        <button
          type="button"
          className="button"
          disabled={leave.isPending}
          onClick={() => leave.mutate()}
        >
          Sign out
        </button>
        {leave.isError && <p role="alert">{leave.error.message}</p>}
      </div>
    </div>
  );
};

const MEANINGS = {
  viewer: 'Viewer: sees everything but what customers wrote.',
  engineer: 'Engineer: reads what customers wrote, redrives, verifies.',
  admin: 'Admin: also settings, people and tokens.',
} as const;
