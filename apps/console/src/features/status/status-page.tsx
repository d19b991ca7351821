import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Operations, Status } from '../../api/operations';
import { readOperations, readStatus } from '../../api/operations';
import { Chip } from '../../ui/chip';
import { Segments } from '../../ui/segments';
import { Empty, Failed, Loading } from '../../ui/states';
import { Table } from '../../ui/table';
import { duration } from '../../ui/time';
import { Errors, Waiting } from './attention';
import { ConnectionHealth } from './connection-health';
import { DeadLetters } from './dead-letters';
import './status.css';

const REFRESH_MS = 2_000;
/** Kafka's transaction markers take offsets of their own: one per partition is no lag. */
const MARKERS = 8;

const SILENT = [
  ['30000', '30 s'],
  ['120000', '2 min'],
  ['900000', '15 min'],
] as const;

/** What needs a person now: who waits, what failed, what is parked, what queues. */
export const StatusPage = () => {
  const [silent, setSilent] = useState<(typeof SILENT)[number][0]>('120000');
  const operations = useQuery({
    queryKey: ['operations', silent],
    queryFn: () => readOperations(Number(silent)),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Operations</h1>
      </div>
      {operations.isPending && <Loading what="what needs you" />}
      {operations.isError && <Failed error={operations.error} />}
      {operations.isSuccess && (
        <>
          <Waiting operations={operations.data}>
            <Segments
              label="Waiting for at least"
              options={SILENT}
              chosen={silent}
              choose={setSilent}
            />
          </Waiting>
          <Errors operations={operations.data} />
        </>
      )}
      <InKafka operations={operations.data} />
    </main>
  );
};

/** What is parked and what queues; connections stand in between. */
const InKafka = ({ operations }: { operations: Operations | undefined }) => {
  const status = useQuery({
    queryKey: ['status'],
    queryFn: readStatus,
    refetchInterval: REFRESH_MS,
  });
  if (operations?.logAway === true)
    return (
      <>
        <OutOfSight />
        <ConnectionHealth />
      </>
    );
  return (
    <>
      <DeadLetters />
      <ConnectionHealth />
      {status.isPending && <Loading what="queues" />}
      {status.isError && <Failed error={status.error} />}
      {status.isSuccess && <Queues status={status.data} operations={operations} />}
    </>
  );
};

const OutOfSight = () => (
  <>
    <h2>Dead letters and queues</h2>
    <Empty title="They lie in Kafka, which does not answer.">
      They show here as soon as it does. Errors above are without dead letters until then.
    </Empty>
  </>
);

const Queues = ({
  status: { groups, topics },
  operations,
}: {
  status: Status;
  operations: Operations | undefined;
}) => (
  <>
    <h2>Queues</h2>
    <Table name="Queues" columns={['Reader', 'Reads', 'Behind', 'Oldest']}>
      {groups.map(({ group, topic, lag }) => (
        <tr key={group}>
          <th scope="row">{group}</th>
          <td>{topic}</td>
          <td>
            <Chip tone={lag > MARKERS ? 'warning' : 'good'}>{lag}</Chip>
          </td>
          <td>{ageOf(operations, group)}</td>
        </tr>
      ))}
    </Table>
    <h2>Topics</h2>
    <Table name="Topics" columns={['Topic', 'Partitions', 'Offsets']}>
      {topics.map(({ topic, partitions, offsets }) => (
        <tr key={topic}>
          <th scope="row">{topic}</th>
          <td>{partitions}</td>
          <td>{offsets.toLocaleString()}</td>
        </tr>
      ))}
    </Table>
  </>
);

const ageOf = (operations: Operations | undefined, group: string): string => {
  const oldestAt = operations?.queues.find((queue) => queue.group === group)?.oldestAt ?? null;
  return operations === undefined || oldestAt === null
    ? '–'
    : duration(Math.max(0, operations.at - oldestAt));
};
