import type { Assignee } from '@deskstream/conversation-domain';
import type { CallResult, VendorApi, VendorCommand } from '@deskstream/port-vendor';
import { AI } from './desk';

export type Misbehaviour =
  'answer-lost' | 'failed-before' | 'throttled' | 'unreachable' | 'rejected';

/** A vendor that executes, and a way for its answers to go astray. */
export class UnreliableVendor implements VendorApi {
  readonly vendor = 'intercom';
  readonly executed: VendorCommand[] = [];
  readonly plan: Misbehaviour[] = [];
  owner: Assignee = AI;
  /** A rule that gives the conversation back so many times. */
  rules = 0;
  /** A rule that gives it back so long after each unassignment. */
  ruleAfterMs = Number.POSITIVE_INFINITY;
  unassignedAt = Number.POSITIVE_INFINITY;
  now: () => number = () => 0;
  at: (point: string) => Promise<void> = () => Promise.resolve();

  async perform(command: VendorCommand): Promise<CallResult> {
    const misbehaviour = this.plan.shift();
    await this.at('vendor.request');
    const early = EARLY[misbehaviour ?? 'none'];
    if (early !== undefined) return early;
    this.executed.push(command);
    if (command.kind === 'unassign') this.unassign();
    const vendorMessageId = `p${this.executed.length}`;
    await this.at('vendor.answer');
    if (misbehaviour === 'answer-lost') return { kind: 'unknown', because: 'timeout' };
    return { kind: 'done', vendorMessageId };
  }

  private unassign(): void {
    this.owner = this.rules > 0 ? AI : { kind: 'nobody' };
    this.rules -= 1;
    this.unassignedAt = this.now();
  }

  /** A rule that takes a moment has run by now. */
  private slowRule(): void {
    if (this.now() - this.unassignedAt >= this.ruleAfterMs) this.owner = AI;
  }

  async readBack(command: VendorCommand) {
    await this.at('vendor.read');
    this.slowRule();
    if (command.kind === 'unassign')
      return this.owner.kind === 'ai'
        ? ({ kind: 'absent' } as const)
        : ({ kind: 'found' } as const);
    const found = this.executed.findIndex(
      (each) => JSON.stringify(each) === JSON.stringify(command),
    );
    return found < 0
      ? ({ kind: 'absent' } as const)
      : ({ kind: 'found', vendorMessageId: `p${found + 1}` } as const);
  }

  async ownership() {
    await this.at('vendor.read');
    this.slowRule();
    return {
      kind: 'known',
      assignee: this.owner,
      asOf: 5,
      open: true,
      assignedBy: 'rule 7',
    } as const;
  }
}

/** Misbehaves in this order, once each. */
export const vendorThat = (...plan: Misbehaviour[]): UnreliableVendor => {
  const vendor = new UnreliableVendor();
  vendor.plan.push(...plan);
  return vendor;
};

const EARLY: Readonly<Record<string, CallResult>> = {
  'failed-before': { kind: 'unknown', because: 'HTTP 500', status: 500 },
  throttled: { kind: 'throttled', retryAt: null },
  unreachable: { kind: 'unreachable', because: 'ECONNREFUSED' },
  rejected: { kind: 'rejected', code: 'parameter_invalid', status: 400, detail: 'no' },
};
