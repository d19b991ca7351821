import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { KnowledgeSourceSettings, ToolSettings } from '../../api/knowledge';
import { listSources, toolsOf } from '../../api/knowledge';
import { readInForce } from '../../api/setup';
import { listWorkspaces } from '../../api/workspaces';
import { May } from '../../ui/me';
import { Empty, Failed, Loading } from '../../ui/states';
import './knowledge.css';
import { SharedArticles } from './shared-articles';
import { SourceCard } from './source-card';
import { AddSource } from './source-form';
import { Tools } from './tools';

const REFRESH_MS = 2_000;

/** What the AI may answer from, and what it may do: sources of articles and tools of each workspace. */
export const KnowledgePage = () => {
  const workspaces = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Knowledge and tools</h1>
      </div>
      {workspaces.isPending && <Loading what="workspaces" />}
      {workspaces.isError && <Failed error={workspaces.error} />}
      {workspaces.data?.length === 0 && (
        <Empty title="No workspaces yet.">
          <Link to="/setup">Connect a help desk</Link> first.
        </Empty>
      )}
      {workspaces.data?.map(({ workspace }) => (
        <Workspace key={workspace} workspace={workspace} />
      ))}
    </main>
  );
};

const Workspace = ({ workspace }: { workspace: string }) => {
  const settings = useQuery({
    queryKey: ['in-force', workspace],
    queryFn: () => readInForce(workspace),
  });
  const sources = useQuery({
    queryKey: ['sources', workspace],
    queryFn: () => listSources(workspace),
    refetchInterval: REFRESH_MS,
  });
  if (settings.isPending || sources.isPending) return <Loading what={`sources of ${workspace}`} />;
  if (settings.isError) return <Failed error={settings.error} />;
  if (sources.isError) return <Failed error={sources.error} />;
  const given = { workspace, inForce: settings.data };
  const { knowledge = [], tools } = settings.data.draft as {
    knowledge?: readonly KnowledgeSourceSettings[];
    tools?: Partial<ToolSettings>;
  };
  return (
    <section className="knowledge" aria-labelledby={`knowledge-${workspace}`}>
      <h2 id={`knowledge-${workspace}`}>{workspace}</h2>
      {sources.data.length === 0 && (
        <Empty title="No sources of its own.">
          Add one below. Until then the AI answers from the shared articles alone.
        </Empty>
      )}
      <ul className="sources">
        {sources.data.map((status) => (
          <SourceCard
            key={status.id}
            status={status}
            source={knowledge.find(({ id }) => id === status.id) ?? null}
            {...given}
          />
        ))}
      </ul>
      <SharedArticles workspace={workspace} />
      <May role="admin">
        <AddSource {...given} />
      </May>
      <May role="engineer">
        <Tools workspace={workspace} tools={toolsOf(tools)} />
      </May>
    </section>
  );
};
