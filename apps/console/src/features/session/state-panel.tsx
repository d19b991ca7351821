import { changesBetween, foldingStates } from '@deskstream/conversation-read-models';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredEvent } from '../../api/session';
import { stateAsOf } from '../../api/session';
import { ChangeTable } from '../../ui/change-table';
import { Chip } from '../../ui/chip';
import { useGrowing } from '../../ui/use-growing';
import { useSettled } from '../../ui/use-settled';

interface StatePanelProps {
  readonly session: string;
  readonly events: readonly StoredEvent[];
  readonly seq: number;
}

/** The conversation as it stood after an event, folded here with the server's own code, and what that event changed. */
export const StatePanel = ({ session, events, seq }: StatePanelProps) => {
  const { before, after } = useGrowing(foldingStates)(events)(seq);
  const changes = changesBetween(before, after);
  return (
    <>
      <h2>
        State after event {seq} <Proof session={session} seq={seq} />
      </h2>
      {changes.length === 0 ? (
        <p className="calm">This event changed nothing of it.</p>
      ) : (
        <ChangeTable
          of="Where"
          caption={`What event ${seq} changed`}
          rows={changes.map(({ path, before: was, after: is }) => ({
            name: path,
            before: shortly(was),
            after: shortly(is),
          }))}
        />
      )}
      <WholeState state={after} seq={seq} />
    </>
  );
};

const shortly = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));

/** Lists longer than this show their end. */
const SHOWN = 20;

const WholeState = ({ state, seq }: { state: object; seq: number }) => {
  const [long, setLong] = useState(false);
  const isLong = Object.values(state).some(isLongList);
  const replacer = (_name: string, value: unknown) =>
    isLongList(value) && !long
      ? [`… ${value.length - SHOWN} before`, ...value.slice(-SHOWN)]
      : value;
  return (
    <>
      <h2>All of it</h2>
      <pre tabIndex={0} aria-label={`State after event ${seq}`}>
        {JSON.stringify(state, replacer, 2)}
      </pre>
      {isLong && (
        <button type="button" className="quiet" onClick={() => setLong(!long)}>
          {long ? 'Shorten long lists' : 'Show long lists whole'}
        </button>
      )}
    </>
  );
};

const isLongList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > SHOWN + 1;

/** The server is asked once the scrubber rests. */
const RESTED = { quietMs: 250 };

/** The server folds it, too, and compares the recorded hash of each decision. */
const Proof = ({ session, seq }: { session: string; seq: number }) => {
  const rested = useSettled(seq, RESTED) === seq;
  const { data: proof } = useQuery({
    queryKey: ['state', session, seq],
    queryFn: () => stateAsOf(session, seq),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: rested,
  });
  if (proof === undefined) return null;
  return (
    <Chip tone={proof.broken === null ? 'good' : 'bad'}>
      {proof.broken ?? proof.told ?? 'replayed, hashes match'}
    </Chip>
  );
};
