import type { Clock, Logger } from '@deskstream/kernel';
import type { FaultRule, Faults } from '../../faults/faults';

/** What is to be posted; `body` is fixed when the event happens. */
export interface Outgoing {
  readonly delivery: string;
  readonly topic: string;
  readonly conversation: string | null;
  readonly body: string;
}

export interface QueueOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** The first attempt; what it returns goes on beside the line (retries). */
  readonly first: (it: Outgoing, fault: FaultRule | null) => Promise<(() => Promise<void>) | null>;
}

/** First attempts of a conversation go out in order, unless a fault says otherwise. */
export const createQueue = ({ clock, faults, logger, signal, first }: QueueOptions) => {
  const lines = new Map<string, Promise<void>>();
  const pending = new Set<Promise<void>>();
  const keep = (work: Promise<void>): void => {
    const settled = work.catch((error: unknown) => {
      if (!signal.aborted) logger.error({ error: String(error) }, 'webhook delivery broke');
    });
    pending.add(settled);
    void settled.then(() => pending.delete(settled));
  };
  const start = async (it: Outgoing, fault: FaultRule | null): Promise<void> => {
    if (fault?.fault === 'drop') return;
    const goOn = await first(it, fault);
    if (goOn) keep(goOn());
  };
  return {
    add: (it: Outgoing): void => {
      const fault = faults.decide('delivery', it.topic, it.conversation);
      if (fault?.fault === 'delay' || fault?.fault === 'reorder')
        return keep(clock.sleep(fault.delayMs ?? 2000, signal).then(() => start(it, fault)));
      const line = it.conversation ?? '';
      const turn = (lines.get(line) ?? Promise.resolve()).then(() => start(it, fault));
      const settled = turn.catch(() => undefined);
      lines.set(line, settled);
      void settled.then(() => lines.get(line) === settled && lines.delete(line));
      keep(turn);
    },
    /** Resolves when nothing is under way, retries included. */
    idle: async (): Promise<void> => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
};
