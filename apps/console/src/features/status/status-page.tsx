import { useQuery } from '@tanstack/react-query';
import { readStatus } from '../../api/operations';
import { Chip } from '../../ui/chip';
import { Failed, Loading } from '../../ui/states';
import { DeadLetters } from './dead-letters';

const REFRESH_MS = 2_000;
/** Kafka's transaction markers take offsets of their own: one per partition is no lag. */
const MARKERS = 8;

export const StatusPage = () => {
  const status = useQuery({
    queryKey: ['status'],
    queryFn: readStatus,
    refetchInterval: REFRESH_MS,
  });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Status</h1>
      </div>
      {status.isPending && <Loading what="status" />}
      {status.isError && <Failed error={status.error} />}
      {status.isSuccess && (
        <>
          <h2>Consumer groups</h2>
          <div className="scroll" tabIndex={0} role="region" aria-label="Consumer groups">
            <table className="grid">
              <thead>
                <tr>
                  <th scope="col">Group</th>
                  <th scope="col">Reads</th>
                  <th scope="col">Behind</th>
                </tr>
              </thead>
              <tbody>
                {status.data.groups.map(({ group, topic, lag }) => (
                  <tr key={group}>
                    <th scope="row">{group}</th>
                    <td>{topic}</td>
                    <td>
                      <Chip tone={lag > MARKERS ? 'warning' : 'good'}>{lag}</Chip>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <h2>Topics</h2>
          <div className="scroll">
            <table className="grid">
              <thead>
                <tr>
                  <th scope="col">Topic</th>
                  <th scope="col">Partitions</th>
                  <th scope="col">Offsets</th>
                </tr>
              </thead>
              <tbody>
                {status.data.topics.map(({ topic, partitions, offsets }) => (
                  <tr key={topic}>
                    <th scope="row">{topic}</th>
                    <td>{partitions}</td>
                    <td>{offsets.toLocaleString()}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <DeadLetters />
    </main>
  );
};
