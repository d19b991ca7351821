import type { LogRecord } from '@deskstream/port-event-log';
import type { EntityManager } from 'typeorm';

/** One disposable copy of a topic, written batch by batch in the transaction that moves its checkpoint. */
export interface Projection {
  readonly name: string;
  readonly topic: string;
  /** Oldest first, of one partition. Records it cannot read are passed over; the step that could not use them parked them. */
  apply(manager: EntityManager, batch: readonly LogRecord[]): Promise<void>;
  reset(manager: EntityManager): Promise<void>;
}
