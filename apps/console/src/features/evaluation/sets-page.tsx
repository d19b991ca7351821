import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { listSets } from '../../api/evaluation';
import { May } from '../../ui/me';
import { Empty, Failed, Loading } from '../../ui/states';
import './evaluation.css';
import { ImportSet } from './import-set';

/** Every evaluation set. */
export const SetsPage = () => {
  const navigate = useNavigate();
  const sets = useQuery({ queryKey: ['evaluation-sets'], queryFn: listSets });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Evaluation</h1>
        <May role="engineer">
          <ImportSet done={(set) => void navigate(`/evaluation/${encodeURIComponent(set)}`)} />
        </May>
      </div>
      <p className="lead">
        A set holds recorded sessions up to a question, each with what should come of it. Play a set
        after every change, and see what fails newly.
      </p>
      {sets.isPending && <Loading what="evaluation sets" />}
      {sets.isError && <Failed error={sets.error} />}
      {sets.isSuccess && sets.data.length === 0 && (
        <Empty title="No set yet.">
          Open a session and choose “Make a case”, or import a file of cases.
        </Empty>
      )}
      {sets.isSuccess && sets.data.length > 0 && (
        <ul className="sets">
          {sets.data.map(({ name, cases }) => (
            <li key={name}>
              <Link to={`/evaluation/${encodeURIComponent(name)}`}>
                <strong>{name}</strong>
                <small>
                  {cases} {cases === 1 ? 'case' : 'cases'}
                </small>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
};
