import type { HttpAttempt, Random, SimulatedProcess } from '@deskstream/testing-simulation';
import type { Notification } from './desk/notification';
import { signed } from './desk/notification';
import type { Door, System } from './system';
import { SECRET, WORKSPACE } from './workspace';

export interface PostOptions {
  readonly system: System;
  readonly network: SimulatedProcess;
  readonly random: Random;
  /** Whether notifications may come late, twice, or not at the first attempt. */
  troubled(): boolean;
}

const TIMEOUT_MS = 5_000;
const RETRY_MS = 30_000;
const MAX_ATTEMPTS = 6;

/** The vendor's outgoing mail: late, out of order, twice, again after a failure. */
export class Post {
  readonly attempts: HttpAttempt[] = [];
  underWay = 0;

  constructor(private readonly options: PostOptions) {}

  send(notification: Notification): void {
    const { random } = this.options;
    void this.#deliver(notification, this.#delay());
    if (this.options.troubled() && random.chance(0.1))
      void this.#deliver(notification, this.#delay());
  }

  #delay(): number {
    const { random } = this.options;
    if (!this.options.troubled()) return random.between(50, 500);
    return random.chance(0.1) ? random.between(5_000, 40_000) : random.between(50, 3_000);
  }

  async #deliver(notification: Notification, delayMs: number): Promise<void> {
    this.underWay += 1;
    const { network } = this.options;
    await network.clock.sleep(delayMs);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const status = await this.#post(notification, attempt);
      this.attempts.push({ deliveryId: notification.id, status });
      if (status === 200) break;
      await network.clock.sleep(RETRY_MS);
    }
    this.underWay -= 1;
  }

  async #post(notification: Notification, attempt: number): Promise<number | 'unknown'> {
    const { system, random } = this.options;
    const door = system.doors[random.below(system.doors.length)];
    if (door === undefined) return 'unknown';
    const { body, headers } = signed(notification, attempt, SECRET);
    const url = `/webhooks/intercom/${WORKSPACE}`;
    const answer = door.accept({
      method: 'POST',
      url,
      headers,
      body,
      vendor: 'intercom',
      workspace: WORKSPACE,
    });
    return this.#answered(door, answer);
  }

  /** No answer: the process died, or took longer than a vendor waits. Answers get lost on their way, too. */
  async #answered(door: Door, answer: ReturnType<Door['accept']>): Promise<number | 'unknown'> {
    const { network, random } = this.options;
    const died = new Promise<'unknown'>((resolve) =>
      door.process.onCrash(() => resolve('unknown')),
    );
    const settled = new AbortController();
    const late = network.clock.sleep(TIMEOUT_MS, settled.signal).then(
      () => 'unknown' as const,
      () => 'unknown' as const,
    );
    const status = await Promise.race([answer.then((given) => given.status), died, late]);
    settled.abort(new Error('answered'));
    return this.options.troubled() && random.chance(0.05) ? 'unknown' : status;
  }
}
