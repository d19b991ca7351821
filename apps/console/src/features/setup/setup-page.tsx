import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { writeDraft } from '../../api/setup';
import type { Connection, WorkspaceItem } from '../../api/workspaces';
import { listConnections, listWorkspaces } from '../../api/workspaces';
import { LightMark } from '../../ui/light';
import { Failed, Loading } from '../../ui/states';
import { FormField } from '../../ui/form-field';
import './setup.css';
import { VENDORS } from './vendors';

/** Where setting up begins: a workspace, then a help desk for it. */
export const SetupPage = () => {
  const workspaces = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Setup</h1>
      </div>
      <p className="setup-lead">
        Choose a workspace and the help desk to connect. It takes about five minutes. Each step is
        kept, so you can leave and come back.
      </p>
      {workspaces.isPending && <Loading what="workspaces" />}
      {workspaces.isError && <Failed error={workspaces.error} />}
      {workspaces.data?.map((item) => (
        <Workspace key={item.workspace} item={item} />
      ))}
      {workspaces.isSuccess && <NewWorkspace first={workspaces.data.length === 0} />}
    </main>
  );
};

const Workspace = ({ item: { workspace } }: { item: WorkspaceItem }) => {
  const connections = useQuery({
    queryKey: ['connections', workspace],
    queryFn: () => listConnections(workspace),
  });
  return (
    <section aria-labelledby={`setup-${workspace}`}>
      <h2 id={`setup-${workspace}`}>{workspace}</h2>
      {connections.isError && <Failed error={connections.error} />}
      <ul className="desks">
        {VENDORS.map(({ vendor, name, about }) => (
          <li key={vendor}>
            <Link to={`/setup/${encodeURIComponent(workspace)}/${vendor}`}>
              <strong>{name}</strong>
              <span>{about}</span>
              {connections.isPending && <span className="muted">looking …</span>}
              {connections.isSuccess && (
                <Connected connection={connections.data.find((each) => each.vendor === vendor)} />
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Connected = ({ connection }: { connection: Connection | undefined }) => {
  if (connection === undefined) return <span className="muted">not connected</span>;
  const { verification, deliveries } = connection;
  if (verification?.light === 'failed') return <LightMark light="failed">a check fails</LightMark>;
  return deliveries.accepted === 0 ? (
    <LightMark light="unknown">no message yet</LightMark>
  ) : (
    <LightMark light="ok">connected</LightMark>
  );
};

const NAME = '[a-z0-9][a-z0-9._\\-]{0,62}';

const NewWorkspace = ({ first }: { first: boolean }) => {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [vendor, setVendor] = useState('intercom');
  const [problem, setProblem] = useState<Error | null>(null);
  const create = async () => {
    try {
      const inForce = { version: 0, draft: { connections: [] } };
      await writeDraft(name, inForce, 'setup: a new workspace');
      await navigate(`/setup/${encodeURIComponent(name)}/${vendor}`);
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <section aria-labelledby="new-workspace">
      <h2 id="new-workspace">{first ? 'Your first workspace' : 'New workspace'}</h2>
      <form
        className="form setup-card"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <FormField
          label="Name"
          required
          pattern={NAME}
          title="Lower-case letters, digits, dots and dashes, as in acme."
          maxLength={63}
          value={name}
          onChange={({ target }) => {
            setName(target.value);
            setProblem(null);
          }}
          help="Lower-case letters, digits, dots and dashes, as in acme. It becomes part of the webhook URL."
        />
        <div className="form-field">
          <label htmlFor="new-vendor">Help desk</label>
          <select id="new-vendor" value={vendor} onChange={({ target }) => setVendor(target.value)}>
            {VENDORS.map((each) => (
              <option key={each.vendor} value={each.vendor}>
                {each.name}
              </option>
            ))}
          </select>
        </div>
        {problem !== null && <Failed error={problem} />}
        <div className="form-actions">
          <button type="submit" className="button button-primary">
            Create and continue
          </button>
        </div>
      </form>
    </section>
  );
};
