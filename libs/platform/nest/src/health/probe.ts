import type { Clock, EpochMs, RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import { TOPICS } from '@deskstream/contracts';
import type { EventLog } from '@deskstream/port-event-log';

export interface ProbeOptions {
  /** What is looked at, as `/readyz` names it: `log`, `database`. */
  readonly name: string;
  readonly clock: Clock;
  /** Rejects, or does not settle, while the thing cannot be used. */
  readonly look: () => Promise<unknown>;
  /** Default 1 000 ms. */
  readonly everyMs?: number;
  /** A look that takes longer counts as failed. Default 5 000 ms. */
  readonly withinMs?: number;
}

export interface RunningProbe extends RunningService {
  /** `null` while the last look succeeded. */
  trouble(): { readonly because: string; readonly since: EpochMs } | null;
}

/**
 * Looks at something a service needs, again and again: a broker that went away while nothing happens is
 * seen, too. Ready until a look fails; ready again after the first one that succeeds.
 */
export const startProbe = (options: ProbeOptions): RunningProbe => {
  const { name, clock, everyMs = 1_000 } = options;
  let trouble: { readonly because: string; readonly since: EpochMs } | null = null;
  const { stop } = repeat(clock, async (signal) => {
    const because = await lookOnce(options, signal);
    trouble = because === null ? null : { because, since: trouble?.since ?? clock.now() };
    return everyMs;
  });
  return {
    name,
    trouble: () => trouble,
    ready: () =>
      trouble === null
        ? { ok: true }
        : {
            ok: false,
            because: `${name}: ${trouble.because} (since ${new Date(trouble.since).toISOString()})`,
          },
    stop,
  };
};

/** Whether the log answers: its ends are a cheap question that no cache answers. */
export const logProbe = (log: Pick<EventLog, 'ends'>, clock: Clock): RunningProbe =>
  startProbe({ name: 'log', clock, look: () => log.ends(TOPICS.webhooks) });

/** The first of them that may not receive work, or the first with a note, or all is well. */
export const firstTrouble = (
  services: readonly Pick<RunningService, 'ready'>[],
): ReturnType<RunningService['ready']> => {
  const states = services.map((each) => each.ready());
  const noted = states.find((state) => state.ok && state.note !== undefined);
  return states.find(({ ok }) => !ok) ?? noted ?? { ok: true };
};

/** The service is ready when its probes are, too; they stop with it. */
export const withProbes = (
  service: RunningService,
  probes: readonly RunningService[],
): RunningService => ({
  ...service,
  ready: () => firstTrouble([service, ...probes]),
  stop: async () => {
    await Promise.all(probes.map((probe) => probe.stop()));
    await service.stop();
  },
});

const lookOnce = async (
  { look, clock, withinMs = 5_000 }: ProbeOptions,
  stopping: AbortSignal,
): Promise<string | null> => {
  const settled = new AbortController();
  const over = AbortSignal.any([settled.signal, stopping]);
  const late = clock.sleep(withinMs, over).then(
    () => `no answer within ${withinMs} ms`,
    () => null,
  );
  try {
    return await Promise.race([
      look().then(
        () => null,
        (error: unknown) => messageOf(error),
      ),
      late,
    ]);
  } finally {
    settled.abort(new Error('looked'));
  }
};
