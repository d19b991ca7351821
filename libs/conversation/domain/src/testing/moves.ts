import fc from 'fast-check';

/** What the world may do next; the log says what it waits for. */
export type Move =
  | { kind: 'customer'; message: number; refund: boolean }
  | { kind: 'teammate'; note: boolean; byAi: boolean; late: boolean }
  | { kind: 'assigned'; to: 'ai' | 'nobody' | 'teammate' | 'team'; byRule: boolean }
  | { kind: 'announced'; message: number }
  | { kind: 'mode'; mode: 'autopilot' | 'assist' | 'watch' }
  | { kind: 'closed' | 'reopened' | 'deleted' | 'handed-back' | 'handed-off' | 'gap' }
  | { kind: 'timer'; nth: number }
  | { kind: 'answer'; as: 'sure' | 'unsure' | 'solved' | 'failed'; angry: boolean }
  | { kind: 'report'; nth: number; result: 'delivered' | 'withheld' | 'contested' | 'failed' };

const { constant, constantFrom, record, boolean, nat, oneof } = fc;

export const moveArbitrary: fc.Arbitrary<Move> = oneof(
  {
    weight: 4,
    arbitrary: record({
      kind: constant('customer' as const),
      message: nat(8),
      refund: boolean(),
    }),
  },
  record({
    kind: constant('teammate' as const),
    note: boolean(),
    byAi: boolean(),
    late: boolean(),
  }),
  record({
    kind: constant('assigned' as const),
    to: constantFrom('ai' as const, 'nobody' as const, 'teammate' as const, 'team' as const),
    byRule: boolean(),
  }),
  record({ kind: constant('announced' as const), message: nat(8) }),
  record({
    kind: constant('mode' as const),
    mode: constantFrom('autopilot' as const, 'assist' as const, 'watch' as const),
  }),
  record({
    kind: constantFrom(
      'closed' as const,
      'reopened' as const,
      'handed-back' as const,
      'handed-off' as const,
      'gap' as const,
    ),
  }),
  { weight: 4, arbitrary: record({ kind: constant('timer' as const), nth: nat(3) }) },
  {
    weight: 4,
    arbitrary: record({
      kind: constant('answer' as const),
      as: constantFrom('sure' as const, 'unsure' as const, 'solved' as const, 'failed' as const),
      angry: boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: record({
      kind: constant('report' as const),
      nth: nat(3),
      result: constantFrom(
        'delivered' as const,
        'delivered' as const,
        'withheld' as const,
        'contested' as const,
        'failed' as const,
      ),
    }),
  },
);
