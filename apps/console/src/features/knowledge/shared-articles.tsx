import { useQuery } from '@tanstack/react-query';
import { listShared } from '../../api/knowledge';
import { Failed } from '../../ui/states';

/** Articles that belong to no source: those of the installation, for all workspaces. */
export const SharedArticles = ({ workspace }: { workspace: string }) => {
  const shared = useQuery({
    queryKey: ['shared-articles', workspace],
    queryFn: () => listShared(workspace),
  });
  if (shared.isPending) return null;
  if (shared.isError) return <Failed error={shared.error} />;
  const many = shared.data.length;
  return (
    <section className="source shared" aria-label="Shared articles">
      <header>
        <h3>Shared articles</h3>
        <span className="muted">For all workspaces</span>
      </header>
      <p className="muted">
        {many === 0
          ? 'None. KNOWLEDGE_FOLDER names a folder of articles that every workspace is answered from.'
          : 'They come with this installation: from KNOWLEDGE_FOLDER, or with the demo.'}
      </p>
      {many > 0 && (
        <details>
          <summary>{many === 1 ? '1 article' : `${many.toLocaleString()} articles`}</summary>
          <ul>
            {shared.data.map(({ articleId, title }) => (
              <li key={articleId}>{title}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
