import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DeadLetter } from '../../api/operations';
import { listDeadLetters, redrive } from '../../api/operations';
import { Act } from '../../ui/act';
import { May } from '../../ui/me';
import { Empty, Failed, Loading } from '../../ui/states';
import { When } from '../../ui/when';

/** Parked records by their cause; one, or all of a cause, are published again. */
export const DeadLetters = () => {
  const letters = useQuery({ queryKey: ['dead-letters'], queryFn: listDeadLetters });
  const [done, setDone] = useState(false);
  const causes = Map.groupBy(letters.data ?? [], ({ because }) => because);
  return (
    <>
      <h2>Dead letters by cause</h2>
      <p role="status" className="muted">
        {done && 'Redriven.'}
      </p>
      {letters.isPending && <Loading what="dead letters" />}
      {letters.isError && <Failed error={letters.error} />}
      {letters.isSuccess && letters.data.length === 0 && (
        <Empty title="None.">Every record could be used.</Empty>
      )}
      <ul className="letters">
        {[...causes].map(([because, parked]) => (
          <Cause key={because} because={because} parked={parked} done={() => setDone(true)} />
        ))}
      </ul>
    </>
  );
};

const Cause = ({
  because,
  parked,
  done,
}: {
  because: string;
  parked: readonly DeadLetter[];
  done: () => void;
}) => {
  const able = parked.filter(({ redrivable }) => redrivable);
  return (
    <li className="letter">
      <div>
        <strong>{because}</strong>
        {parked.length > 1 && <small>{parked.length} records</small>}
      </div>
      {able.length > 1 && (
        <Redrive letters={able} name={`Redrive all ${able.length}`} done={done} />
      )}
      <ul className="letter-records">
        {parked.map((letter) => (
          <li key={letter.id}>
            <div>
              <small>
                {letter.step} ·{' '}
                <Link to={`/sessions/${encodeURIComponent(letter.session)}`}>{letter.session}</Link>{' '}
                · <When at={letter.parkedAt} />
              </small>
              <small className="id">{letter.origin}</small>
            </div>
            {letter.redrivable && <Redrive letters={[letter]} name="Redrive" done={done} />}
          </li>
        ))}
      </ul>
    </li>
  );
};

const Redrive = ({
  letters,
  name,
  done,
}: {
  letters: readonly DeadLetter[];
  name: string;
  done: () => void;
}) => {
  const client = useQueryClient();
  const ids = letters.map(({ id }) => id);
  return (
    <May role="engineer">
      <Act
        name={name}
        about={ids.join()}
        foresee={() => redrive(ids, { dryRun: true })}
        describe={({ letters: moved }) => <Effect letters={moved} />}
        perform={(reason) => redrive(ids, { dryRun: false, reason })}
        done={() => {
          done();
          void client.invalidateQueries({ queryKey: ['status'] });
          void client.invalidateQueries({ queryKey: ['operations'] });
        }}
      />
    </May>
  );
};

const Effect = ({ letters }: { letters: readonly DeadLetter[] }) => (
  <ul>
    {[...Map.groupBy(letters, ({ origin }) => origin.split('/')[0])].map(([topic, moved]) => (
      <li key={topic}>
        Publishes {moved.length === 1 ? 'it' : `${moved.length} records`} again to {topic}. What was
        done already is not done twice.
      </li>
    ))}
  </ul>
);
