import type { StoredConnection } from '../../api/setup';
import type { Connection, ConnectionCheck } from '../../api/workspaces';
import type { VendorText } from './vendors';

/** Stands where a teammate will be: no help desk has one of this id, so nothing can be sent before. */
export const NOT_CHOSEN = 'not-chosen';

export type StepName = 'credentials' | 'checks' | 'webhooks' | 'teammate' | 'mode' | 'test';

export interface Step {
  readonly name: StepName;
  readonly title: string;
  readonly done: boolean;
}

/** What is known on the server; the browser remembers nothing. */
export interface Known {
  readonly connection: StoredConnection | null;
  readonly health: Connection | null;
  readonly answered: boolean;
}

/** Every step with whether it is done, from settings and health alone. */
export const stepsOf = (text: VendorText, known: Known): readonly Step[] => {
  const { connection, health, answered } = known;
  return [
    { name: 'credentials', title: 'Credentials', done: connection !== null },
    { name: 'checks', title: 'Checks', done: checksPass(text, known) },
    ...(text.webhook === null
      ? []
      : [
          {
            name: 'webhooks' as const,
            title: 'Webhooks',
            done: webhooksArrive(health),
          },
        ]),
    { name: 'teammate', title: 'AI teammate', done: isChosen(connection) },
    { name: 'mode', title: 'What the AI may do', done: modeIsChosen(connection) },
    { name: 'test', title: 'Test message', done: answered },
  ];
};

/** `null`: everything is done. */
export const firstOpen = (steps: readonly Step[]): StepName | null =>
  steps.find(({ done }) => !done)?.name ?? null;

export const nextOf = (steps: readonly Step[], name: StepName): StepName =>
  steps[steps.findIndex((step) => step.name === name) + 1]?.name ?? name;

export const isChosen = (connection: StoredConnection | null): boolean =>
  connection !== null && connection.aiTeammateId !== NOT_CHOSEN;

/** The wizard keeps a new connection switched off until it is said what the AI may do. */
const modeIsChosen = (connection: StoredConnection | null): boolean =>
  connection !== null && connection.rules?.enabled !== false;

/** Checks that cannot pass yet, each with the step that it waits for. */
export const waitingFor = (
  text: VendorText,
  { connection, health }: Pick<Known, 'connection' | 'health'>,
  { name, result }: Pick<ConnectionCheck, 'name' | 'result'>,
): StepName | null => {
  if (result === 'ok') return null;
  if (name === text.teammateCheck && !isChosen(connection)) return 'teammate';
  return isOfWebhooks(name) && !webhooksArrive(health) ? 'webhooks' : null;
};

const isOfWebhooks = (name: string): boolean =>
  name === 'webhook-url' || name.startsWith('subscription ');

const webhooksArrive = (health: Connection | null): boolean =>
  health !== null && health.deliveries.accepted > 0;

/** Failures that count now. */
export const failuresOf = (
  text: VendorText,
  known: Pick<Known, 'connection' | 'health'>,
): readonly ConnectionCheck[] =>
  (known.health?.verification?.checks ?? []).filter(
    (check) => check.result === 'failed' && waitingFor(text, known, check) === null,
  );

const checksPass = (text: VendorText, known: Known): boolean =>
  known.health?.verification != null && failuresOf(text, known).length === 0;
