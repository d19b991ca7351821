import { redriven, redriveOf, TOPICS } from '@deskstream/contracts';
import { eachRecord } from '@deskstream/port-event-log';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';

export interface RedriveRequest {
  /** Only the record with this `dl_id`. */
  readonly id?: string;
  /** Only records whose cause contains this text. */
  readonly because?: string;
  /** Without it nothing is published: what would be done is shown. */
  readonly yes: boolean;
  /** Told in the log of each session. */
  readonly by: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Publishes parked records again to where they came from. Their ids are kept, so what was done is not done twice. */
export const redrive = async (
  log: EventLog,
  output: Output,
  request: RedriveRequest,
): Promise<void> => {
  const parked = await select(log, request);
  if (parked.length === 0)
    throw new CommandError(
      'No dead letter matches. "deskstream redrive" lists all.',
      EXIT.notFound,
    );
  output.table(
    parked.map(({ headers, key }) => ({
      id: headers['dl_id'] ?? '',
      session: key,
      step: headers['dl_step'] ?? '',
      because: headers['dl_because'] ?? '',
    })),
  );
  const { by: operator, reason, at } = request;
  if (request.yes)
    await log.publish(parked.flatMap((record) => redriveOf(record, { operator, reason, at })));
  output.value({ redriven: request.yes, ids: parked.map(({ headers }) => headers['dl_id']) });
  output.line(
    request.yes
      ? `${parked.length} redriven.`
      : `${parked.length} would be redriven. Say --yes to do it.`,
  );
};

const select = async (log: EventLog, request: RedriveRequest): Promise<LogRecord[]> => {
  const found = new Map<string, LogRecord>();
  for await (const record of eachRecord(log, TOPICS.deadLetters))
    if (matches(record, request)) found.set(record.headers['dl_id'] ?? '', record);
  return [...found.values()];
};

/** What cannot be redriven is not offered. */
const matches = (record: LogRecord, { id, because }: RedriveRequest): boolean =>
  redriven(record) !== null &&
  (id === undefined || record.headers['dl_id'] === id) &&
  (because === undefined || (record.headers['dl_because'] ?? '').includes(because));
