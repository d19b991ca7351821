import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { TOPICS } from '@deskstream/contracts';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import { noLogger, systemClock } from '@deskstream/kernel';
import { seedWorkspaces } from '@deskstream/platform-settings';
import { readAll } from '@deskstream/port-event-log';
import type { LogRecord } from '@deskstream/port-event-log';
import { until } from '@deskstream/testing-harness';
import { checkHistory } from '@deskstream/testing-simulation';
import { WORKSPACE } from '../crash/installation';
import { attemptsOf, effectsOf, isRest, restOf } from '../crash/observe';

export const SECRET_KEY = '5'.repeat(64);

/** A help desk whose webhooks go to `ingressPort`, sent again until they are accepted. */
export const openDesk = (ingressPort: string): Promise<RunningDeskSimulator> =>
  startDeskSimulator({
    port: 0,
    seed: 7,
    retries: { kind: 'backoff', firstMs: 300, attempts: 12 },
    workspaces: [
      {
        workspace: WORKSPACE,
        appId: 'wrong-app',
        accessToken: 'wrong-token',
        aiAdminId: '9000001',
        assignNewTo: 'ai',
        clientSecret: 'wrong-client-secret',
        webhookUrl: `http://127.0.0.1:${ingressPort}/webhooks/intercom/${WORKSPACE}`,
      },
    ],
  });

interface Where {
  readonly databaseUrl: string;
  readonly brokers?: string;
  readonly namespace?: string;
}

/** The same log and stores as the programs under test use, for seeding and for looking. */
export const openSame = ({ databaseUrl, brokers, namespace = '' }: Where): Promise<Parts> =>
  openParts(
    {
      KAFKA_BROKERS: brokers === undefined ? undefined : [brokers],
      DATABASE_URL: databaseUrl,
      DESKSTREAM_NAMESPACE: namespace,
      DESKSTREAM_PARTITIONS: 8,
      DESKSTREAM_SECRET_KEY: SECRET_KEY,
    },
    { service: 'wrong-test', clock: systemClock, logger: noLogger },
  );

/** The workspace of the desk; it waits hardly for further messages. */
export const seed = ({ settings }: Parts, desk: RunningDeskSimulator): Promise<unknown> =>
  seedWorkspaces(settings, [
    {
      workspace: WORKSPACE,
      rules: {
        handleUnassigned: true,
        waitMs: { web: 300, email: 300, chat: 300, sms: 300, phone: 300 },
      },
      connections: [
        {
          vendor: 'intercom' as const,
          apiBaseUrl: `${desk.url}/intercom/${WORKSPACE}`,
          accessToken: 'wrong-token',
          signingSecrets: ['wrong-client-secret'],
          aiTeammateId: '9000001',
        },
      ],
    },
  ]);

const WORDS = ['Where is my export?', 'How do I reset my password?', 'I want a person.', 'zxqv?'];

/** Customers who go on writing until they are told to stop; gives how many wrote. */
export const customers = (desk: RunningDeskSimulator, everyMs: number) => {
  const done = new AbortController();
  let wrote = 0;
  const writing = (async () => {
    while (!done.signal.aborted) {
      const text = WORDS[wrote % WORDS.length] ?? '';
      desk.workspaces.get(WORKSPACE)?.desk.customerStarts(`${text} (${wrote})`);
      wrote += 1;
      await systemClock.sleep(everyMs, done.signal).catch(() => undefined);
    }
  })();
  return {
    wrote: () => wrote,
    stop: async () => {
      done.abort(new Error('enough'));
      await writing;
      return wrote;
    },
  };
};

export const statusesOf = (desk: RunningDeskSimulator): readonly (number | string | null)[] =>
  attemptsOf(desk).map(({ status }) => status);

/** Everything at rest, P1 to P8 hold, and each conversation reached the log: nothing lost, nothing doubled. */
export const nothingLost = async (
  parts: Parts,
  desk: RunningDeskSimulator,
  conversations: number,
  boundMs = 270_000,
): Promise<void> => {
  const since = systemClock.now();
  await desk.workspaces.get(WORKSPACE)?.sender.idle();
  let rest = await restOf({ parts });
  await until(async () => isRest((rest = await restOf({ parts }))), {
    timeoutMs: boundMs,
    describe: () => JSON.stringify(rest),
  });
  const settledAfterMs = systemClock.now() - since;
  const events = await read(parts, TOPICS.events);
  const broken = checkHistory({
    webhooks: await read(parts, TOPICS.webhooks),
    inputs: await read(parts, TOPICS.inputs),
    events,
    deadLetters: await read(parts, TOPICS.deadLetters),
    attempts: attemptsOf(desk),
    effects: effectsOf(desk),
    projections: [],
    liveness: { ...rest, settledAfterMs, boundMs },
    clockToleranceMs: 1_000,
  });
  expect(broken).toEqual([]);
  expect(new Set(events.map(({ key }) => key)).size).toBe(conversations);
};

const read = ({ log }: Parts, topic: string): Promise<readonly LogRecord[]> => readAll(log, topic);
