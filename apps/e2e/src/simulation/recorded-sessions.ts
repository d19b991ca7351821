import type { LogRecord } from '@deskstream/port-event-log';
import { simulate } from './simulate';

/** One conversation of a simulated history, with what the orchestrator was told of it. */
export interface SimulatedSession {
  /** `seed-17/acme/intercom/c2`. */
  readonly name: string;
  readonly events: readonly LogRecord[];
  readonly inputs: readonly LogRecord[];
}

/** At least so many sessions, recorded by the real services while things break. */
export const recordSessions = async (count: number): Promise<readonly SimulatedSession[]> => {
  const sessions: SimulatedSession[] = [];
  for (let seed = 1; sessions.length < count; seed += 1) {
    const { observed } = await simulate({ seed, redrives: false });
    const inputs = Map.groupBy(observed.inputs, ({ key }) => key);
    for (const [key, events] of Map.groupBy(observed.events, (record) => record.key))
      sessions.push({ name: `seed-${seed}/${key}`, events, inputs: inputs.get(key) ?? [] });
    if (seed % 50 === 0) await otherTasks();
  }
  return sessions;
};

const otherTasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
