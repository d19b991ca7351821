import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetter } from '../../api/operations';
import { listDeadLetters, redrive } from '../../api/operations';
import { Empty, Failed } from '../../ui/states';
import { dayAndTime } from '../../ui/time';

/** Parked records. Redriving one shows what it would do before it does it. */
export const DeadLetters = () => {
  const letters = useQuery({ queryKey: ['dead-letters'], queryFn: listDeadLetters });
  return (
    <>
      <h2>Dead letters</h2>
      {letters.isError && <Failed error={letters.error} />}
      {letters.isSuccess && letters.data.length === 0 && (
        <Empty title="None.">Every record could be used.</Empty>
      )}
      <ul className="letters">
        {letters.data?.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
      </ul>
    </>
  );
};

const Letter = ({ letter }: { letter: DeadLetter }) => {
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const act = useMutation({
    mutationFn: () => redrive([letter.id], false),
    onSuccess: () => client.invalidateQueries({ queryKey: ['status'] }),
  });
  return (
    <li className="letter">
      <div>
        <strong>{letter.because}</strong>
        <small>
          {letter.step} · {letter.session} · {dayAndTime(letter.parkedAt)}
        </small>
        <small className="id">{letter.origin}</small>
      </div>
      {letter.origin !== '' && !asked && (
        <button type="button" onClick={() => setAsked(true)}>
          Redrive …
        </button>
      )}
      {asked && !act.isSuccess && (
        <div className="confirm">
          <span>Publishes it again to {letter.origin.split('/')[0]}.</span>
          <button
            type="button"
            className="primary"
            disabled={act.isPending}
            onClick={() => act.mutate()}
          >
            Redrive
          </button>
          <button type="button" onClick={() => setAsked(false)}>
            Cancel
          </button>
        </div>
      )}
      {act.isSuccess && <span role="status">Redriven.</span>}
      {act.isError && <Failed error={act.error} />}
    </li>
  );
};
