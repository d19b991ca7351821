import { conversationDecider } from '@deskstream/conversation-domain';
import type { Change } from '@deskstream/conversation-read-models';
import { changesBetween } from '@deskstream/conversation-read-models';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StoredEvent } from '../../api/session';
import { stateAsOf } from '../../api/session';
import { Chip } from '../../ui/chip';

interface StatePanelProps {
  readonly session: string;
  readonly events: readonly StoredEvent[];
  readonly seq: number;
}

/** The conversation as it stood after an event, folded here with the server's own code, and what that event changed. */
export const StatePanel = ({ session, events, seq }: StatePanelProps) => {
  const { before, after } = useMemo(() => foldedTo(events, seq), [events, seq]);
  const changes = changesBetween(before, after);
  return (
    <>
      <h2>
        State after event {seq} <Proof session={session} seq={seq} />
      </h2>
      {changes.length === 0 ? (
        <p className="calm">This event changed nothing of it.</p>
      ) : (
        <table className="changes">
          <caption>What event {seq} changed</caption>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <ChangeRow key={change.path} change={change} />
            ))}
          </tbody>
        </table>
      )}
      <h2>All of it</h2>
      <pre tabIndex={0} aria-label={`State after event ${seq}`}>
        {JSON.stringify(after, null, 2)}
      </pre>
    </>
  );
};

const ChangeRow = ({ change: { path, before, after } }: { change: Change }) => (
  <tr>
    <th scope="row">{path}</th>
    <td>
      <del>{shortly(before)}</del>
    </td>
    <td>
      <ins>{shortly(after)}</ins>
    </td>
  </tr>
);

const shortly = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));

const foldedTo = (events: readonly StoredEvent[], seq: number) => {
  let before = conversationDecider.initialState;
  let after = before;
  for (const { seq: at, event } of events) {
    if (at > seq) break;
    before = after;
    after = conversationDecider.evolve(after, event);
  }
  return { before, after };
};

/** The server folds it, too, and compares the recorded hash of each decision. */
const Proof = ({ session, seq }: { session: string; seq: number }) => {
  const { data: proof } = useQuery({
    queryKey: ['state', session, seq],
    queryFn: () => stateAsOf(session, seq),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (proof === undefined) return null;
  return (
    <Chip tone={proof.broken === null ? 'good' : 'bad'}>
      {proof.broken === null ? 'replayed, hashes match' : proof.broken}
    </Chip>
  );
};
