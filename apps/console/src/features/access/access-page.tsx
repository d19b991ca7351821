import { useMe } from '../../ui/me';
import './access.css';
import { ActsRecord } from './acts-record';
import { Tokens } from './tokens';
import { Users } from './users';

/** Who may use the console and the API, and who did what. */
export const AccessPage = () => {
  const known = useMe();
  return (
    <main className="page">
      <div className="page-head">
        <h1>Access</h1>
      </div>
      {known?.mode === 'open' && <OpenNote />}
      <Users />
      <Tokens />
      <ActsRecord />
    </main>
  );
};

const OpenNote = () => (
  <aside className="open-note">
    <strong>Nobody signs in here: anyone on this machine is admin.</strong>
    <p>
      To ask for accounts, add an admin below, then start again with <code>ACCESS=accounts</code>.
      The guide is docs/how-to/sign-in-and-roles.md.
    </p>
  </aside>
);
