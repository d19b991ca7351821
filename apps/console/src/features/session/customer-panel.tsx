import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CustomerRecord, StoredEvent } from '../../api/session';
import { readCustomer } from '../../api/session';
import { Failed, Loading } from '../../ui/states';

/** Who the customer is: what the help desk told, and beside it the record of the CRM. */
export const CustomerPanel = ({
  session,
  events,
}: {
  session: string;
  events: readonly StoredEvent[];
}) => {
  const told = useMemo(() => toldOf(events), [events]);
  return (
    <>
      <h2>From the help desk</h2>
      <Facts fields={told} empty="It told nothing about the customer." />
      <h2>From the CRM</h2>
      <Crm session={session} />
    </>
  );
};

const Crm = ({ session }: { session: string }) => {
  const record = useQuery({
    queryKey: ['customer', session],
    queryFn: () => readCustomer(session),
    staleTime: 60_000,
  });
  if (record.isPending) return <Loading what="record" />;
  if (record.isError) return <Failed error={record.error} />;
  return <Found found={record.data} />;
};

/** Empty for one of several reasons, and each says what to do. */
const Found = ({ found }: { found: CustomerRecord }) => {
  switch (found.kind) {
    case 'not-connected':
      return (
        <p>
          No CRM is connected. It is a connection of its own, apart from the help desks:{' '}
          <code>crm</code> in the settings of the workspace.
        </p>
      );
    case 'no-email':
      return <p>The help desk told no e-mail address, by which the record would be found.</p>;
    case 'no-match':
      return <p>The CRM knows nobody with this e-mail address.</p>;
    case 'unreadable':
      return (
        <p role="alert">
          The CRM could not be read: {found.because} <small>{found.code}</small>
        </p>
      );
    case 'found':
      return (
        <>
          <Facts
            fields={{
              name: found.record.name ?? '',
              email: found.record.email,
              ...found.record.fields,
            }}
            empty=""
          />
          {found.record.companies.map(({ id, name, fields }) => (
            <Facts key={id} fields={{ company: name, ...fields }} empty="" />
          ))}
        </>
      );
  }
};

const Facts = ({ fields, empty }: { fields: Readonly<Record<string, string>>; empty: string }) => {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  if (filled.length === 0) return <p>{empty}</p>;
  return (
    <dl className="facts">
      {filled.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const toldOf = (events: readonly StoredEvent[]): Readonly<Record<string, string>> => {
  const fields: Record<string, string> = {};
  for (const { event } of events) {
    if (event.type === 'CustomerMessageReceived')
      Object.assign(fields, { name: event.data.author.name ?? '' }, event.data.contact);
    if (event.type === 'ProfileRead') {
      const companies = event.data.companies.map(({ name }) => name).join(', ');
      Object.assign(fields, event.data.contact, { companies });
    }
    if (event.type === 'AttributesChanged')
      for (const [name, value] of Object.entries(event.data.attributes))
        fields[name] = String(value);
  }
  return fields;
};
