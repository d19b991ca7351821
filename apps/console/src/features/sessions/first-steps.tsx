import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readInForce } from '../../api/setup';
import { listWorkspaces } from '../../api/workspaces';
import { May } from '../../ui/me';
import './first-steps.css';
import { standInOf } from './stand-in';

/** What somebody sees who has just started it: what to do next, and what will happen. */
export const FirstSteps = () => {
  const workspaces = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces });
  const standIn = useQueries({
    queries: (workspaces.data ?? []).map(({ workspace }) => ({
      queryKey: ['in-force', workspace],
      queryFn: () => readInForce(workspace),
    })),
    combine: (settings) => standInOf(settings.flatMap(({ data }) => data?.draft.connections ?? [])),
  });
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">No sessions yet</h2>
      <p>The first message of a customer opens one.</p>
      <ol>
        {standIn === null ? (
          <May role="admin">
            <li>
              <strong>Connect a help desk.</strong> It takes about five minutes.
              <Link className="button button-primary" to="/setup">
                Set up
              </Link>
            </li>
          </May>
        ) : (
          <li>
            <strong>Write as a customer.</strong> A stand-in help desk runs beside Deskstream.
            <a className="button button-primary" href={standIn} target="_blank" rel="noreferrer">
              Open the help desk
            </a>
          </li>
        )}
        <li>
          <strong>Watch it come in.</strong> The conversation shows here within seconds: what the AI
          answered, or why it handed off.
        </li>
        {standIn !== null && (
          <May role="admin">
            <li>
              <strong>Connect your own help desk.</strong> Intercom, HubSpot, Front, or a web chat
              on your site: <Link to="/setup">set up</Link>.
            </li>
          </May>
        )}
      </ol>
    </section>
  );
};
