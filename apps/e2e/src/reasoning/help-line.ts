import { createPostgresEventLog } from '@deskstream/adapter-event-log-postgres';
import {
  createPostgresStreamIndex,
  createPostgresWorkLedger,
} from '@deskstream/adapter-stores-postgres';
import { startDecide, startStreamIndex, startTimers } from '@deskstream/app-orchestrator';
import { decodeEvent, encodeInput, inputIdOf, topicCatalogue } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry, partitionKey, systemClock } from '@deskstream/kernel';
import { createPool, identifier } from '@deskstream/platform-postgres';
import type { WorkspaceSettings } from '@deskstream/port-settings';
import type { TestDatabase } from '@deskstream/testing-harness';

/** Everything around reasoning, in this process, on real PostgreSQL: customers write, the log says what came of it. */
export const openHelpLine = async ({ url, schema }: TestDatabase) => {
  const pool = createPool({ url });
  const log = createPostgresEventLog({ url, schema, logger: noLogger });
  await log.provision(topicCatalogue(2));
  const index = createPostgresStreamIndex({ pool, schema });
  const ledger = createPostgresWorkLedger({ pool, schema });
  const shared = {
    ...{ log, index, ledger, settings: { current, connection: () => null, all: () => [] } },
    ...{ clock: systemClock, telemetry: noTelemetry, logger: noLogger, pollMs: 20 },
  };
  const services = [
    await startStreamIndex(shared),
    await startDecide(shared),
    await startTimers(shared),
  ];
  return {
    writes: (conversation: string, text: string) =>
      log.publish([wrote(conversation, text)]).then(() => undefined),
    /** The log of a conversation so far. */
    events: async (conversation: string): Promise<readonly ConversationEvent[]> => {
      const events: ConversationEvent[] = [];
      for await (const { record } of index.readStream(keyOf(conversation))) {
        const decoded = decodeEvent(record);
        if (decoded.ok) events.push(decoded.value.event);
      }
      return events;
    },
    /** The lease of a process that is dead need not be waited for. */
    endLeases: () =>
      pool.query(
        `update ${identifier(schema)}.work_item set lease_until = 0 where finished_at is null`,
      ),
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()));
      await log.close();
      await pool.end();
    },
  };
};

const keyOf = (conversation: string) =>
  partitionKey({ workspace: 'acme', vendor: 'intercom', conversation });

const rules = {
  ...defaultConversationSettings,
  handleUnassigned: true,
  waitMs: { web: 0, email: 0, chat: 0, sms: 0, phone: 0 },
};

const current = (): WorkspaceSettings => ({
  workspace: 'acme',
  version: 1,
  rules: { ...rules, version: 1 },
  connections: [],
});

const wrote = (conversation: string, text: string) => {
  const key = keyOf(conversation);
  const now = systemClock.now();
  return encodeInput(
    {
      id: inputIdOf(key, 'CustomerWrote', 'm1'),
      source: '/test',
      subject: key,
      time: now,
      correlationId: `d-${conversation}`,
      causationId: `d-${conversation}`,
    },
    {
      type: 'CustomerWrote',
      data: {
        messageId: 'm1',
        text,
        author: { id: 'u1' },
        channel: 'web',
        startedBy: 'customer',
        attachments: [],
        vendorAt: now,
      },
    },
  );
};
