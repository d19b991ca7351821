import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Connection } from '../../api/workspaces';
import { listConnections, listWorkspaces } from '../../api/workspaces';
import { LightMark } from '../../ui/light';
import { Empty, Failed, Loading } from '../../ui/states';
import { When } from '../../ui/when';

const REFRESH_MS = 5_000;

/** Every connection in one line: does anything arrive, how fast is it answered, what was refused or missed. */
export const ConnectionHealth = () => {
  const workspaces = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces });
  const connections = useQueries({
    queries: (workspaces.data ?? []).map(({ workspace }) => ({
      queryKey: ['connections', workspace],
      queryFn: () => listConnections(workspace),
      refetchInterval: REFRESH_MS,
    })),
  });
  const all = connections.flatMap(({ data = [] }) => data);
  const asked = [workspaces, ...connections];
  return (
    <>
      <h2>
        Connections <small>{all.length}</small>
      </h2>
      <Asked of={asked} known={all.length} />
      {all.length > 0 && <Table of={all} />}
    </>
  );
};

/** While not everything is known, and where there is nothing. */
const Asked = ({
  of: asked,
  known,
}: {
  of: readonly { readonly error: Error | null; readonly isPending: boolean }[];
  known: number;
}) => {
  const failed = asked.find(({ error }) => error !== null)?.error;
  if (failed) return <Failed error={failed} />;
  if (asked.some(({ isPending }) => isPending)) return <Loading what="connections" />;
  return known > 0 ? null : (
    <Empty title="No help desk is connected.">Connect one, then it shows here.</Empty>
  );
};

const Table = ({ of: connections }: { of: readonly Connection[] }) => (
  <div className="scroll" tabIndex={0} role="region" aria-label="Connections">
    <table className="grid grid-words">
      <thead>
        <tr>
          <th scope="col">Connection</th>
          <th scope="col">Last event</th>
          <th scope="col">Answered in</th>
          <th scope="col">Errors of limit</th>
          <th scope="col">Refused, 7 days</th>
          <th scope="col">Sent twice</th>
          <th scope="col">Missed messages</th>
        </tr>
      </thead>
      <tbody>
        {connections.map((connection) => (
          <Row key={`${connection.workspace} ${connection.vendor}`} connection={connection} />
        ))}
      </tbody>
    </table>
  </div>
);

const Row = ({ connection }: { connection: Connection }) => {
  const { workspace, vendor, light, deliveries, errorBudget, watched } = connection;
  return (
    <tr>
      <th scope="row">
        <LightMark light={light}>
          <Link to="/connections">
            {workspace} · {vendor}
          </Link>
        </LightMark>
      </th>
      <td>
        <LightMark light={deliveries.light}>
          {deliveries.lastAt === null ? 'none yet' : <When at={deliveries.lastAt} />}
        </LightMark>
      </td>
      <td>
        <Answered watched={watched} />
      </td>
      <td>
        {errorBudget === null ? (
          '–'
        ) : (
          <LightMark light={errorBudget.light}>
            {errorBudget.pause.errors} of {errorBudget.pause.limit}
          </LightMark>
        )}
      </td>
      <td>
        <Refused connection={connection} />
      </td>
      <td>{watched.duplicates}</td>
      <td>
        <GapResult watched={watched} />
      </td>
    </tr>
  );
};

/** S010: within 500 ms; after 5 s the help desk counts an error. */
const Answered = ({ watched: { acknowledgement } }: { watched: Connection['watched'] }) => {
  if (acknowledgement === null) return '–';
  const { averageMs, maxMs, slow, late, light } = acknowledgement;
  return (
    <LightMark light={light}>
      {averageMs} ms, at most {maxMs} ms{slow > 0 && `; ${slow} over 500 ms`}
      {late > 0 && `, ${late} over 5 s`}
    </LightMark>
  );
};

const Refused = ({ connection: { refused } }: { connection: Connection }) => {
  if (refused.length === 0) return 'none';
  return (
    <LightMark light="warning">
      {refused.map(({ code, count }) => `${count} × ${code}`).join(', ')}
    </LightMark>
  );
};

const GapResult = ({ watched: { gapCheck } }: { watched: Connection['watched'] }) => {
  if (gapCheck === null) return '–';
  const { suspected, compared, at, result, light } = gapCheck;
  return (
    <LightMark light={light}>
      {result === 'unreadable' ? 'help desk not readable' : missedIn(suspected, compared)}
      <small>
        looked <When at={at} />
      </small>
    </LightMark>
  );
};

const missedIn = (suspected: number, compared: number): string =>
  suspected === 0 ? 'none' : `in ${suspected} of ${compared} threads`;
