import { decodeInput, decodeWebhook, TOPICS } from '@deskstream/contracts';
import type { EntityManager } from 'typeorm';
import type { LogRecord } from '@deskstream/port-event-log';
import type { Projection } from './projection';
import { storable } from './storable';

/** Every delivery that was accepted, however often. */
export const deliveries: Projection = {
  name: 'deliveries',
  topic: TOPICS.webhooks,
  apply: async (manager, batch) => {
    for (const record of batch) {
      const decoded = decodeWebhook(record);
      if (!decoded.ok) continue;
      const { deliveryId, vendorTopic, envelope } = decoded.value;
      await manager.query(
        `insert into delivery (id, key, vendor_topic, received_at, position, times)
         values ($1, $2, $3, $4, $5, 1)
         on conflict (id) do update set times = delivery.times + 1`,
        storable([deliveryId, record.key, vendorTopic, envelope.time, positionOf(record)]),
      );
    }
  },
  reset: (manager) => truncate(manager, 'delivery'),
};

/** Every input, by the delivery that started it. */
export const deliveryInputs: Projection = {
  name: 'delivery-inputs',
  topic: TOPICS.inputs,
  apply: async (manager, batch) => {
    for (const record of batch) {
      const decoded = decodeInput(record);
      if (!decoded.ok) continue;
      const { envelope, input } = decoded.value;
      const detail =
        input.type === 'DeliverySuppressed' ? JSON.stringify(storable(input.data)) : null;
      await manager.query(
        `insert into delivery_input (id, delivery_id, type, at, position, detail)
         values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing`,
        storable([
          input.id,
          envelope.correlationId,
          input.type,
          input.at,
          positionOf(record),
          detail,
        ]),
      );
    }
  },
  reset: (manager) => truncate(manager, 'delivery_input'),
};

const positionOf = ({ topic, partition, offset }: LogRecord): string =>
  `${topic}/${partition}/${offset}`;

const truncate = async (manager: EntityManager, table: string): Promise<void> => {
  await manager.query(`truncate ${table}`);
};
