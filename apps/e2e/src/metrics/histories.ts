import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '@deskstream/contracts';
import type { Draft } from '@deskstream/port-event-log';
import { recordSessions } from '../simulation/recorded-sessions';

const HOUR = 3_600_000;
const folder = join(import.meta.dirname, '../../../../libs/conversation/histories');
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Stored {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Every golden history and so many simulated sessions, each a session of its own, spread over weeks. */
export const manySessions = async (simulated: number): Promise<readonly (readonly Draft[])[]> => {
  const stories = [...golden(), ...(await recorded(simulated))];
  return stories.map((events, index) =>
    [...events, ...endingOf(events, index)].map((event) => movedTo(event, index)),
  );
};

/** Simulated customers never say that it is solved, and seldom is anything closed: some do, and some is. */
const endingOf = (events: readonly Stored[], index: number): readonly Stored[] => {
  const last = events.at(-1);
  if (last === undefined) return [];
  const time = Date.parse(last.headers['ce_time'] ?? '');
  return [
    ...(index % 5 === 0 ? [{ type: 'ResolutionReached', data: { how: 'customer-said' } }] : []),
    ...(index % 3 === 0 ? [{ type: 'ConversationClosed', data: { vendorAt: time } }] : []),
  ].map(({ type, data }, nth) => ({
    key: last.key,
    headers: {
      ...last.headers,
      ce_type: type,
      ce_id: `ev_ending_${nth}`,
      ce_schemaversion: '1',
      ce_seq: String(Number(last.headers['ce_seq']) + nth + 1),
    },
    value: JSON.stringify(data),
  }));
};

const golden = (): readonly (readonly Stored[])[] =>
  ['v1', 'v2'].flatMap((version) =>
    readdirSync(join(folder, version))
      .filter((name) => name.endsWith('.ndjson'))
      .map((name) =>
        readFileSync(join(folder, version, name), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Stored),
      ),
  );

const recorded = async (count: number): Promise<readonly (readonly Stored[])[]> =>
  (await recordSessions(count)).map(({ events }) =>
    events.map(({ key, headers, value }) => ({
      key,
      headers,
      value: decoder.decode(value ?? new Uint8Array()),
    })),
  );

/** Another conversation, 13 hours later than the one before it. */
const movedTo = ({ key, headers, value }: Stored, index: number): Draft => {
  const later = index * 13 * HOUR;
  const moved = `${key.split('/').slice(0, 2).join('/')}/moved-${index}`;
  const time = Date.parse(headers['ce_time'] ?? '') + later;
  return {
    topic: TOPICS.events,
    key: moved,
    headers: { ...headers, ce_subject: moved, ce_time: new Date(time).toISOString() },
    value: encoder.encode(
      value.replace(/"vendorAt":(\d+)/g, (_, at: string) => `"vendorAt":${Number(at) + later}`),
    ),
  };
};
