import type { Day, MetricsFilter } from '@deskstream/conversation-metrics';
import { dayOf, INTERVALS, shifted } from '@deskstream/conversation-metrics';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { listWorkspaces } from '../../api/workspaces';
import { Segments } from '../../ui/segments';
import type { Filter, FilterName } from './use-filter';

const VENDORS = ['intercom', 'hubspot', 'front', 'web-chat'];
const CHANNELS = ['web', 'email', 'chat', 'sms', 'phone'];
const LENGTHS: readonly (readonly [days: string, name: string])[] = [
  ['7', '7 days'],
  ['28', '28 days'],
  ['90', '90 days'],
];
const NAMES = { day: 'By day', week: 'By week', month: 'By month' } as const;

/** `chosen`: what the server counted, with what the URL leaves open. */
export const FilterBar = ({
  filter,
  chosen,
}: {
  filter: Filter;
  chosen: MetricsFilter | undefined;
}) => {
  const workspaces = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces });
  const timeZone = filter.of('timeZone') || 'UTC';
  return (
    <div className="metrics-filter" role="group" aria-label="What is counted">
      <Choice
        {...{ filter, name: 'workspace', label: 'Workspace', all: 'All workspaces' }}
        options={(workspaces.data ?? []).map(({ workspace }) => workspace)}
      />
      <Choice
        {...{ filter, name: 'vendor', label: 'Help desk', all: 'All help desks' }}
        options={VENDORS}
      />
      <Choice
        {...{ filter, name: 'channel', label: 'Channel', all: 'All channels' }}
        options={CHANNELS}
      />
      {chosen !== undefined && <Days filter={filter} from={chosen.from} to={chosen.to} />}
      <Labelled label="Time zone">
        <select
          value={timeZone}
          onChange={({ target }) => filter.change({ timeZone: target.value })}
        >
          {zones(timeZone).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </Labelled>
      <Segments
        label="Interval"
        options={INTERVALS.map((interval) => [interval, NAMES[interval]] as const)}
        chosen={chosen?.interval ?? 'day'}
        choose={(interval) => filter.change({ interval })}
      />
    </div>
  );
};

/** As the server took them; days that the address leaves open are its own choice. */
const Days = ({ filter, from, to }: { filter: Filter; from: Day; to: Day }) => {
  const today = dayOf(Date.now(), filter.of('timeZone') || 'UTC');
  const length = LENGTHS.find(([days]) => to === today && from === shifted(to, 1 - Number(days)));
  const change = (first: Day, last: Day) => {
    if (first !== '' && last !== '') filter.change({ from: first, to: last });
  };
  return (
    <>
      <Segments
        label="How long"
        options={LENGTHS}
        chosen={length?.[0] ?? ''}
        choose={(days) => change(shifted(today, 1 - Number(days)), today)}
      />
      <Labelled label="First day">
        <input
          type="date"
          value={from}
          max={to}
          onChange={({ target }) => change(target.value, to)}
        />
      </Labelled>
      <Labelled label="Last day">
        <input
          type="date"
          value={to}
          min={from}
          onChange={({ target }) => change(from, target.value)}
        />
      </Labelled>
    </>
  );
};

const Choice = ({
  filter,
  name,
  label,
  all,
  options,
}: {
  filter: Filter;
  name: FilterName;
  label: string;
  all: string;
  options: readonly string[];
}) => {
  const value = filter.of(name);
  const known = value === '' || options.includes(value) ? options : [value, ...options];
  return (
    <Labelled label={label}>
      <select value={value} onChange={({ target }) => filter.change({ [name]: target.value })}>
        <option value="">{all}</option>
        {known.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </Labelled>
  );
};

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className="metrics-choice">
    <span>{label}</span>
    {children}
  </label>
);

const zones = (chosen: string): readonly string[] =>
  [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])].sort();
