import type {
  AvailableTool,
  DoubtClearing,
  ToolBox,
  ToolInvocation,
  ToolOutcome,
} from '@deskstream/port-tools';

/** An order desk in memory: one tool that reads, one that cancels; it counts what was really done. */
export class Shop implements ToolBox {
  readonly calls: ToolInvocation[] = [];
  /** Keys of cancellations, each done once. */
  readonly cancelled = new Set<string>();
  /** Cancellations as they arrived, repeated ones included. */
  arrivals = 0;
  output = 'Order A-1007 is on its way.';
  unknowns = 0;
  /** Loses the answer, or the request as well. */
  loses: 'answer' | 'request' = 'answer';

  constructor(private readonly doubt: DoubtClearing = 'repeat-with-key') {}

  list(): Promise<readonly AvailableTool[]> {
    return Promise.resolve([this.#tool('order_status', false), this.#tool('cancel_order', true)]);
  }

  call(invocation: ToolInvocation): Promise<ToolOutcome> {
    this.calls.push(invocation);
    if (invocation.name === 'order_status') return Promise.resolve(done(this.output));
    const lost = this.unknowns > 0;
    this.unknowns -= 1;
    if (lost && this.loses === 'request') return Promise.resolve(unknown);
    this.arrivals += 1;
    this.cancelled.add(invocation.idempotencyKey);
    return Promise.resolve(lost ? unknown : done('cancelled'));
  }

  lookUp({ idempotencyKey }: ToolInvocation) {
    return Promise.resolve(
      this.cancelled.has(idempotencyKey) ? done('cancelled') : { kind: 'absent' as const },
    );
  }

  preview() {
    return Promise.resolve({ request: 'POST /orders', headers: {} });
  }

  #tool(name: string, effects: boolean): AvailableTool {
    return {
      name,
      description: name,
      parameters: {
        type: 'object',
        properties: { order: { type: 'string' } },
        required: ['order'],
      },
      effects,
      doubt: this.doubt,
      hash: `hash of ${name}`,
      policy: {
        requiresCustomerMessage: true,
        askedFor: ['cancel', 'stornieren'],
        argumentsFrom: 'customer',
      },
    };
  }
}

const done = (output: string) => ({
  kind: 'done' as const,
  output,
  bytes: output.length,
  truncated: false,
});

const unknown = { kind: 'unknown' as const, because: 'timeout' };
