import { useQueryClient } from '@tanstack/react-query';
import type { SourceStatus } from '../../api/knowledge';
import { syncNow } from '../../api/knowledge';
import { Act } from '../../ui/act';
import { dayAndTime } from '../../ui/time';
import { KINDS } from './source-form';

/** Asks for a sync of one source; says first what would be read, and what the last sync found. */
export const SyncAct = ({ workspace, source }: { workspace: string; source: string }) => {
  const client = useQueryClient();
  return (
    <Act
      name="Sync now"
      about={`${workspace} ${source}`}
      foresee={() => syncNow(workspace, source, null)}
      describe={(status) => <Effect status={status} />}
      perform={(reason) => syncNow(workspace, source, reason)}
      done={() => void client.invalidateQueries({ queryKey: ['sources', workspace] })}
    />
  );
};

const Effect = ({ status }: { status: SourceStatus }) => (
  <ul>
    <li>
      Reads {whatOf(status)}, and writes nothing there. Articles that did not change are kept as
      they are; from new ones the AI answers at once, and articles that are gone are taken out.
    </li>
    <li>{foundBy(status)}</li>
    {status.requested !== null && <li>It was asked for already and begins soon.</li>}
    {status.running !== null && <li>A sync is under way; this one follows it.</li>}
    {!status.enabled && (
      <li>The source is switched off: this syncs it once, and never by itself.</li>
    )}
  </ul>
);

const whatOf = ({ kind, location, select }: SourceStatus): string => {
  if (kind === 'web') return `the pages that ${location ?? 'the site'} lists`;
  if (kind === 'folder') return `the files below ${location ?? 'the folder'}`;
  if (select.length === 0) return 'the list of help centers (none is selected yet)';
  const which = select.includes('*') ? 'all help centers' : `the help centers ${select.join(', ')}`;
  return `the articles of ${which} (${KINDS[kind]})`;
};

const foundBy = ({ last, lastCompleteAt }: SourceStatus): string => {
  if (last === null) return 'It was never synced before.';
  const { listed, failed } = last.counts;
  const articles = `${listed.toLocaleString()} ${listed === 1 ? 'article' : 'articles'}`;
  const trouble = failed === 0 ? '' : `, ${failed} of them could not be read`;
  const complete =
    lastCompleteAt === null ? 'none was complete' : `complete ${dayAndTime(lastCompleteAt)}`;
  return `Last sync ${dayAndTime(last.at)}: ${articles}${trouble}; ${complete}.`;
};
