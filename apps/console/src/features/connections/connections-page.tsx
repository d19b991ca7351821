import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { WorkspaceItem } from '../../api/workspaces';
import { listConnections, listWorkspaces, readWorkspaceWhy } from '../../api/workspaces';
import { Chip } from '../../ui/chip';
import { Empty, Failed, Loading } from '../../ui/states';
import { ConnectionCard } from './connection-card';
import './connections.css';
import { GapCheck } from './gap-check';
import { KnowledgeTrouble } from './knowledge-trouble';

const REFRESH_MS = 5_000;

/** How each help desk is doing: webhooks, credentials, topics, refusals. */
export const ConnectionsPage = () => {
  const workspaces = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Connections</h1>
      </div>
      {workspaces.isPending && <Loading what="workspaces" />}
      {workspaces.isError && <Failed error={workspaces.error} />}
      {workspaces.data?.length === 0 && (
        <Empty title="No workspaces yet.">
          <Link to="/setup">Connect your first help desk</Link>, or create one with{' '}
          <code>deskstream workspaces file.yaml</code>.
        </Empty>
      )}
      {workspaces.data?.map((item) => (
        <Workspace key={item.workspace} item={item} />
      ))}
    </main>
  );
};

const Workspace = ({ item: { workspace, enabled, version } }: { item: WorkspaceItem }) => {
  const connections = useQuery({
    queryKey: ['connections', workspace],
    queryFn: () => listConnections(workspace),
    refetchInterval: REFRESH_MS,
  });
  const why = useQuery({
    queryKey: ['connections', workspace, 'why'],
    queryFn: () => readWorkspaceWhy(workspace),
    refetchInterval: REFRESH_MS,
  });
  const wrong = (why.data ?? []).filter(({ present }) => present);
  return (
    <section aria-labelledby={`workspace-${workspace}`}>
      <div className="workspace-head">
        <h2 id={`workspace-${workspace}`}>{workspace}</h2>
        <Chip tone={enabled ? 'good' : 'warning'}>{enabled ? 'AI on' : 'AI off'}</Chip>
        <Link to={`/workspaces/${encodeURIComponent(workspace)}`}>Settings, version {version}</Link>
        <GapCheck workspace={workspace} />
      </div>
      <Asked
        workspace={workspace}
        error={connections.error ?? why.error}
        known={connections.data?.length}
      />
      <div className="connections">
        {connections.data?.map((connection) => (
          <ConnectionCard
            key={connection.vendor}
            connection={connection}
            wrong={wrong.filter(({ place }) => place === connection.vendor)}
          />
        ))}
      </div>
      <KnowledgeTrouble
        workspace={workspace}
        wrong={wrong.filter(({ place }) => place === 'knowledge')}
      />
    </section>
  );
};

/** While nothing is known, and where there is nothing. */
const Asked = ({
  workspace,
  error,
  known,
}: {
  workspace: string;
  error: Error | null;
  known: number | undefined;
}) => {
  if (error !== null) return <Failed error={error} />;
  if (known === undefined) return <Loading what={`connections of ${workspace}`} />;
  return known > 0 ? null : (
    <Empty title="Not connected.">
      <Link to="/setup">Connect a help desk</Link>.
    </Empty>
  );
};
