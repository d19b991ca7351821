import type { EpochMs, RunningService } from '@deskstream/kernel';
import { messageOf, spreadOf } from '@deskstream/kernel';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import { Turns } from './turns';
import type { Performed, Tools, WorkOptions } from './work';

const BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 60_000;
const MIN_PAUSE_MS = 5;
/** A ledger that answers neither way for so long: the executor is stuck. */
const STUCK_MS = 30_000;

/** Claims what is due and performs it, several conversations at a time, until stopped. */
export class Executor {
  private readonly stopping = new AbortController();
  /** Ends what is still under way when a stop has waited long enough. */
  private readonly cutting = new AbortController();
  private readonly turns: Turns;
  private readonly inFlight = new Set<Promise<void>>();
  private waking = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private trouble: string | null = null;
  private lookedAt: EpochMs;
  private readonly concurrency: number;
  private readonly leaseMs: number;
  private readonly pollMs: number;

  constructor(private readonly options: WorkOptions) {
    this.concurrency = options.concurrency ?? 16;
    this.leaseMs = options.leaseMs ?? 30_000;
    this.pollMs = options.pollMs ?? 1_000;
    this.lookedAt = options.clock.now();
    this.turns = new Turns(options.admission);
  }

  start(): void {
    this.running = this.loop();
  }

  /** Whether the ledger answers. Work that fails for reasons of its own says nothing here. */
  ready(): ReturnType<RunningService['ready']> {
    const { clock, group } = this.options;
    if (this.trouble !== null)
      return { ok: false, because: `${group}: the work ledger: ${this.trouble}` };
    const silentMs = clock.now() - this.lookedAt;
    return silentMs < STUCK_MS + this.pollMs
      ? { ok: true }
      : {
          ok: false,
          because: `${group}: the work ledger has not answered for ${Math.round(silentMs / 1000)} s`,
        };
  }

  /** Something may be due now. */
  wake(): void {
    this.waking.abort(new Error('woken'));
  }

  async stop(): Promise<void> {
    const drained = new AbortController();
    const reason = new Error(`${this.options.group} is stopping`);
    this.stopping.abort(reason);
    this.cutAfter(this.options.drainMs ?? 0, reason, drained.signal);
    this.wake();
    await this.running;
    await Promise.all(this.inFlight);
    drained.abort(reason);
  }

  private cutAfter(drainMs: number, reason: Error, drained: AbortSignal): void {
    if (drainMs <= 0) return this.cutting.abort(reason);
    void this.options.clock.sleep(drainMs, drained).then(
      () => this.cutting.abort(reason),
      () => undefined,
    );
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.waking = new AbortController();
      const { signal } = this.waking;
      const pause = await this.look();
      if (this.stopping.signal.aborted) return;
      await this.options.clock.sleep(pause, signal).catch(() => undefined);
    }
  }

  private async look(): Promise<number> {
    try {
      const pause = await this.claimSome();
      this.trouble = null;
      return pause;
    } catch (error) {
      this.trouble = messageOf(error);
      this.warn(error, 'the work ledger cannot be read; trying again');
      return BACK_OFF_MS;
    } finally {
      this.lookedAt = this.options.clock.now();
    }
  }

  /** Starts what fits, and says how long to wait before the next look. */
  private async claimSome(): Promise<number> {
    const { ledger, group, clock, admission } = this.options;
    const limit = this.concurrency - this.inFlight.size;
    if (limit <= 0) return this.pollMs;
    const { terms, until } = this.turns.terms(limit);
    const claims = await ledger.claim({
      group,
      now: clock.now(),
      limit,
      leaseMs: this.leaseMs,
      terms,
      perQueue: admission?.perQueue ?? limit,
    });
    if (this.stopping.signal.aborted) return this.handBack(claims);
    for (const claim of claims) this.launch(claim);
    if (claims.length > 0) return MIN_PAUSE_MS;
    const due = earliest(await ledger.nextDue(group, terms), until);
    return Math.min(this.pollMs, Math.max(MIN_PAUSE_MS, due - clock.now()));
  }

  /** Claimed while a stop came in: another process may begin at once. */
  private async handBack(claims: readonly ClaimedWork[]): Promise<number> {
    for (const claim of claims) await this.options.ledger.postpone(claim, claim.dueAt);
    return 0;
  }

  private launch(claim: ClaimedWork): void {
    this.turns.begun(claim);
    const work = this.work(claim)
      .catch((error: unknown) => this.backOff(claim, error))
      .finally(() => {
        this.inFlight.delete(work);
        this.turns.ended(claim);
        this.wake();
      });
    this.inFlight.add(work);
  }

  private async work(claim: ClaimedWork): Promise<void> {
    const { clock, group, telemetry } = this.options;
    telemetry.observe('deskstream.work.delay', Math.max(0, clock.now() - claim.dueAt), { group });
    const lease = new AbortController();
    const performed = await this.within(lease, () =>
      this.options.perform(claim, this.toolsFor(claim, lease.signal)),
    );
    await this.conclude(claim, performed);
  }

  /** The report is durable before the item is finished; its id is derived, so telling it twice is harmless. */
  private async conclude(claim: ClaimedWork, performed: Performed): Promise<void> {
    const { ledger, log, clock } = this.options;
    switch (performed.kind) {
      case 'lost':
        return;
      case 'postponed':
        await ledger.postpone(claim, Math.ceil(performed.dueAt));
        return;
      case 'finished':
        if (performed.report.length > 0) await log.publish(performed.report);
        await ledger.finish(claim, performed.result, clock.now());
    }
  }

  /** Aborts `perform` at four fifths of its lease, and when a stop has waited long enough. */
  private async within<T>(lease: AbortController, perform: () => Promise<T>): Promise<T> {
    const done = new AbortController();
    const abort = () => lease.abort(this.cutting.signal.reason);
    this.cutting.signal.addEventListener('abort', abort, { once: true });
    void this.options.clock.sleep(this.leaseMs * 0.8, done.signal).then(
      () => lease.abort(new Error('the lease is nearly over')),
      () => undefined,
    );
    try {
      return await perform();
    } finally {
      done.abort(new Error('performed'));
      this.cutting.signal.removeEventListener('abort', abort);
    }
  }

  private toolsFor(claim: ClaimedWork, signal: AbortSignal): Tools {
    const { ledger, clock } = this.options;
    return {
      signal,
      stopping: () => this.stopping.signal.aborted,
      leaseUntil: clock.now() + this.leaseMs,
      journal: (kind, detail) =>
        ledger.journal(claim, { at: clock.now(), kind, detail }, clock.now() + this.leaseMs),
    };
  }

  /** Gives the item back; a ledger that is away is asked again until the lease would end anyway. */
  private async backOff(claim: ClaimedWork, error: unknown): Promise<void> {
    const { clock, ledger } = this.options;
    this.warn(error, 'work failed; it is due again later', claim.id);
    const bound = Math.min(MAX_BACK_OFF_MS, BACK_OFF_MS * 2 ** Math.min(claim.attempt - 1, 10));
    const pause = Math.round((bound * (1 + spreadOf(`${claim.id} ${claim.attempt}`))) / 2);
    const leaseEnds = clock.now() + this.leaseMs;
    while (clock.now() < leaseEnds) {
      try {
        await ledger.postpone(claim, clock.now() + pause);
        return;
      } catch (failure) {
        this.warn(failure, 'work that failed cannot be given back yet', claim.id);
      }
      if (this.stopping.signal.aborted) return;
      await clock.sleep(BACK_OFF_MS, this.stopping.signal).catch(() => undefined);
    }
  }

  private warn(error: unknown, message: string, id?: string): void {
    const { logger, group } = this.options;
    logger.warn({ group, id, error: messageOf(error) }, message);
  }
}

const earliest = (...times: readonly (EpochMs | null)[]): EpochMs =>
  Math.min(...times.map((time) => time ?? Infinity));
