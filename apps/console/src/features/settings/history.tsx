import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { VersionItem } from '../../api/workspaces';
import { readDiff, readHistory, readWayBack, rollBack } from '../../api/workspaces';
import { Act } from '../../ui/act';
import { May } from '../../ui/me';
import { Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { Changes } from '../../ui/changes';

/** Every version, the latest first; any of them can be brought back. */
export const History = ({ workspace, current }: { workspace: string; current: number }) => {
  const history = useQuery({
    queryKey: ['settings', workspace, 'history', current],
    queryFn: () => readHistory(workspace),
  });
  if (history.isPending) return <Loading what="history" />;
  if (history.isError) return <Failed error={history.error} />;
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">History</h2>
      <ol className="versions">
        {history.data.map((item) => (
          <Version key={item.version} workspace={workspace} item={item} current={current} />
        ))}
      </ol>
    </section>
  );
};

const Version = ({
  workspace,
  item: { version, change, changes },
  current,
}: {
  workspace: string;
  item: VersionItem;
  current: number;
}) => {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <strong>{version}</strong> {change.reason === '' ? 'no reason given' : change.reason}{' '}
          <small>
            {change.changedBy}, {dayAndTime(change.at)}, {changes.length}{' '}
            {changes.length === 1 ? 'field' : 'fields'}
          </small>
        </summary>
        {open && <Difference workspace={workspace} version={version} />}
        {open && version !== current && (
          <May role="admin">
            <RollBack workspace={workspace} version={version} current={current} />
          </May>
        )}
      </details>
    </li>
  );
};

const Difference = ({ workspace, version }: { workspace: string; version: number }) => {
  const diff = useQuery({
    queryKey: ['settings', workspace, 'diff', version],
    queryFn: () => readDiff(workspace, version),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (diff.isPending) return <Loading what="difference" />;
  return diff.isError ? <Failed error={diff.error} /> : <Changes changes={diff.data.changes} />;
};

const RollBack = ({
  workspace,
  version,
  current,
}: {
  workspace: string;
  version: number;
  current: number;
}) => {
  const client = useQueryClient();
  return (
    <Act
      name={`Bring version ${version} back`}
      about={`${workspace} ${current}`}
      foresee={() => readWayBack(workspace, { from: current, to: version })}
      describe={({ changes }) => (
        <>
          <p>
            Becomes version {current + 1}, with the secrets in use now. This changes, for every
            session from then on:
          </p>
          <Changes changes={changes} />
        </>
      )}
      perform={(reason) => rollBack(workspace, { version: current, to: version, reason })}
      done={() => void client.invalidateQueries({ queryKey: ['settings', workspace] })}
    />
  );
};
