import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Act } from '../../api/access';
import { listActs } from '../../api/access';
import { Chip } from '../../ui/chip';
import { Segments } from '../../ui/segments';
import { Empty, Failed, Loading } from '../../ui/states';
import { When } from '../../ui/when';
import { Table } from '../../ui/table';
import { actWords } from './act-words';

const PAGE = 100;

/** Who viewed and did what, the latest first. */
export const ActsRecord = () => {
  const [who, setWho] = useState('');
  const [show, setShow] = useState<'acts' | 'all'>('acts');
  const acts = useInfiniteQuery({
    queryKey: ['access', 'acts', who, show],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      listActs({
        who,
        looks: show === 'all',
        ...(pageParam === undefined ? {} : { before: pageParam }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    placeholderData: (before) => before,
  });
  return (
    <section aria-labelledby="record">
      <h2 id="record">Record</h2>
      <div className="filters">
        <input
          type="search"
          aria-label="Who"
          placeholder="Who"
          value={who}
          onChange={({ target }) => setWho(target.value)}
        />
        <Segments
          label="What"
          options={[
            ['acts', 'Done or refused'],
            ['all', 'Looked at, too'],
          ]}
          chosen={show}
          choose={setShow}
        />
      </div>
      {acts.isPending && <Loading what="the record" />}
      {acts.isError && <Failed error={acts.error} />}
      {acts.isSuccess && <Acts acts={acts.data.pages.flat()} />}
      {acts.hasNextPage && (
        <button type="button" className="more" onClick={() => void acts.fetchNextPage()}>
          Show more
        </button>
      )}
    </section>
  );
};

const Acts = ({ acts }: { acts: readonly Act[] }) =>
  acts.length === 0 ? (
    <Empty title="Nothing.">Nobody did anything like that yet.</Empty>
  ) : (
    <Table kind="access" name="What was done" columns={['When', 'Who', 'What', 'Why', 'From']}>
      {acts.map((act) => (
        <Row key={act.id} act={act} />
      ))}
    </Table>
  );

const Row = ({ act: { at, name, role, route, about, reason, address, outcome } }: { act: Act }) => (
  <tr>
    <td>
      <When at={at} />
    </td>
    <td>
      {name} {role !== '' && <small>{role}</small>}
    </td>
    <td>
      <span title={route}>{actWords({ route, reason })}</span>{' '}
      {outcome === 'refused' && <Chip tone="bad">refused</Chip>}
      <small>
        <About about={about} />
      </small>
    </td>
    <td>{reason}</td>
    <td>{address}</td>
  </tr>
);

const SESSION = /^[^/ ]+\/[^/ ]+\/[^ ]+$/;

const About = ({ about }: { about: string }) =>
  SESSION.test(about) ? (
    <Link to={`/sessions/${encodeURIComponent(about)}`}>{about}</Link>
  ) : (
    <>{about}</>
  );
